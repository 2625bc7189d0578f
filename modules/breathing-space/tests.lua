-- less pain, with the extra minute
play {
  answers={ before=6, practice={ finished=true, seconds=180 }, more=true, slow_breath={ finished=true, seconds=60, breaths=6 }, after=4 },
  expect={ outcome="completed", records={ relief=2 }, shows={ "1 more minute", "a little less now" }, never_shows={ "You stopped early" } },
}

-- about the same, without it
play {
  answers={ before=5, practice={ finished=true, seconds=180 }, more=false, after=5 },
  expect={ outcome="completed", records={ relief=0 }, shows={ "about the same" }, never_shows={ "a little less now", "louder for a while" } },
}

-- more pain
play {
  answers={ before=3, practice={ finished=true, seconds=180 }, more=false, after=5 },
  expect={ outcome="completed", records={ relief=-2 }, shows={ "louder for a while" }, never_shows={ "about the same" } },
}

-- stopped early: no extra minute is offered, and what was practised counts
play {
  answers={ before=4, practice={ finished=false, seconds=70 }, after=3 },
  expect={ outcome="completed", records={ relief=1 }, shows={ "The time you practised counts" }, never_shows={ "1 more minute" } },
}
