local done = { finished=true, seconds=56, stopped=false, easier=false }
local done_easier = { finished=true, seconds=56, stopped=false, easier=true }
local ended_early = { finished=false, seconds=20, stopped=false, easier=false }
local too_painful = { finished=false, seconds=12, stopped=true, reason="Too painful", easier=false }
local got_worse = { finished=false, seconds=12, stopped=true, reason="Something got worse", easier=false }
local rested = { finished=true, seconds=60 }

-- all three sets
play {
  answers={ safety="none", pain_before=3, demo=done, way="full", set={ done, done, done }, pain_during={ 3, 4, 4 }, between={ rested, rested }, pain_after=3 },
  expect={ outcome="completed", records={ sets_done=3, pain_change=0, pain_highest=4 }, shows={ "You did 3 of 3 sets" }, never_shows={ "good place to stop" } },
}

-- the easier way from the start
play {
  answers={ safety="none", pain_before=4, demo=done, way="easier", set_easier={ done, done, done }, pain_during={ 4, 4, 4 }, between={ rested, rested }, pain_after=4 },
  expect={ outcome="completed", records={ sets_done=3, pain_change=0 }, shows={ "the easier way", "higher" } },
}

-- made easier during the first set: it stays easier
play {
  answers={ safety="none", pain_before=4, demo=done, way="full", set=done_easier, set_easier={ done, done }, pain_during={ 5, 5, 4 }, between={ rested, rested }, pain_after=4 },
  expect={ outcome="completed", records={ sets_done=3, pain_change=0 }, shows={ "sets the easier way" } },
}

-- the pain rule: up by 2
play {
  answers={ safety="none", pain_before=2, demo=done, way="full", set={ done, done }, pain_during={ 2, 4 }, between={ rested }, settle_after=rested },
  expect={ outcome="stopped_pain", records={ sets_done=1 }, shows={ "What you did counts" }, never_shows={ "at the end?" } },
}

-- the pain rule: 7 or more
play {
  answers={ safety="none", pain_before=6, demo=done, way="full", set={ done }, pain_during={ 7 }, settle_after=rested },
  expect={ outcome="stopped_pain", records={ sets_done=0 }, shows={ "a good place to stop" } },
}

-- up by 1 only goes on
play {
  answers={ safety="none", pain_before=5, demo=done, way="full", set={ done, done, done }, pain_during={ 6, 6, 6 }, between={ rested, rested }, pain_after=6 },
  expect={ outcome="completed", records={ sets_done=3, pain_change=1, pain_highest=6 } },
}

-- "Too painful" in the second set
play {
  answers={ safety="none", pain_before=3, demo=done, way="full", set={ done, too_painful }, pain_during={ 3 }, between={ rested }, settle=rested },
  expect={ outcome="stopped_pain", records={ sets_done=1 }, shows={ "You noticed, and you stopped" } },
}

-- "Something got worse" in the first set
play {
  answers={ safety="none", pain_before=3, demo=done, way="full", set={ got_worse }, settle=rested },
  expect={ outcome="stopped_pain", records={ sets_done=0 }, shows={ "get help now" }, never_shows={ "after this set" } },
}

-- the first set ended early, and no more today
play {
  answers={ safety="none", pain_before=3, demo=done, way="full", set={ ended_early }, pain_during={ 3 }, another=false, pain_after=3 },
  expect={ outcome="completed", records={ sets_done=0, pain_change=0 }, shows={ "a real start" } },
}

-- ended early once, then two whole sets
play {
  answers={ safety="none", pain_before=3, demo=done, way="full", set={ ended_early, done, done }, pain_during={ 3, 3, 3 }, another=true, between={ rested, rested }, pain_after=3 },
  expect={ outcome="completed", records={ sets_done=2 }, shows={ "You did 2 of 3 sets" } },
}

-- pain is up only at the end
play {
  answers={ safety="none", pain_before=2, demo=done, way="full", set={ done, done, done }, pain_during={ 3, 3, 3 }, between={ rested, rested }, pain_after=5 },
  expect={ outcome="completed", records={ sets_done=3, pain_change=3 }, shows={ "Your pain is up at the end" } },
}

-- high pain before: not today
play {
  answers={ safety="none", pain_before=7 },
  expect={ outcome="not_today", shows={ "Your pain is high now", "The exercise will wait for you" }, never_shows={ "Which way suits you" } },
}

-- safety check: a sign that needs a doctor
play {
  answers={ safety="chest" },
  expect={ outcome="not_today", shows={ "This needs a doctor today" }, never_shows={ "How strong is your pain" } },
}
play {
  answers={ safety="new_signs" },
  expect={ outcome="not_today", shows={ "This needs a doctor today" } },
}

-- safety check: leave it out today
play {
  answers={ safety="injury" },
  expect={ outcome="not_today", shows={ "Today is a day to leave this out" }, never_shows={ "emergency number" } },
}
play { answers={ safety="dizzy" }, expect={ outcome="not_today" } }
play { answers={ safety="advised" }, expect={ outcome="not_today" } }
