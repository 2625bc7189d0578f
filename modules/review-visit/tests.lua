-- all of it
play {
  answers={ weeks=12, went_well="A walk", goals={ "Garden" }, questions={ "Sleep?", "Pills?" }, packet={ parts={ "own", "scores" }, weeks=12 } },
  expect={ outcome="completed", shows={ "How far back shall we look?", "What may your care team see at your visit?" } },
}

-- nothing written, nothing ticked: that is a packet too
play {
  answers={ weeks=4, packet={ parts={}, weeks=4 } },
  expect={ outcome="completed", never_shows={ "How much pain got in the way" } },
}
