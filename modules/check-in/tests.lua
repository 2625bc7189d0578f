play {
  answers={ peg={ pain=6, enjoyment=5, activity=7 }, small_good="I slept well on Tuesday." },
  expect={ outcome="completed", shows={ "How was your week?" } },
}

play {
  answers={ peg={ pain=6 } },
  expect={ outcome="completed" },
}
