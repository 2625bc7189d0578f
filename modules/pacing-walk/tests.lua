local rested = { finished=true, seconds=300 }
local function walk(did, before, after, quota)
  return { did=did, quota=quota, unit="minutes", pain_before=before, pain_after=after, reason="try" }
end

-- a first walk that goes well
play {
  answers={ safety="none", flare=false, walk=walk(10, 3, 3), rest=rested },
  expect={ outcome="completed", records={ walked=10 }, shows={ "Why a plan helps", "Resting afterwards is part of it" }, never_shows={ "Your pain is up" } },
}

-- pain up by 2: rest at once, and the plan steps back
play {
  answers={ safety="none", flare=false, walk=walk(10, 3, 5), settle={ finished=true, seconds=120 } },
  expect={ outcome="completed", records={ walked=10, walk_after=5 }, shows={ "Your next walk will be a little shorter" } },
}

-- up by 1 only: rest as planned
play {
  answers={ safety="none", flare=true, walk=walk(6, 4, 5), rest=rested },
  expect={ outcome="completed", never_shows={ "Your pain is up" } },
}

-- nothing done is an answer too
play { answers={ safety="none", flare=true, walk=walk(0, 6, 6), rest=rested }, expect={ outcome="completed", records={ walked=0 } } }

-- safety check
play { answers={ safety="chest" }, expect={ outcome="not_today", shows={ "This needs a doctor today" }, never_shows={ "Your walk" } } }
play { answers={ safety="new_signs" }, expect={ outcome="not_today", shows={ "This needs a doctor today" } } }
play { answers={ safety="injury" }, expect={ outcome="not_today", shows={ "Today is a day to leave this out" } } }
play { answers={ safety="unwell" }, expect={ outcome="not_today" } }
play { answers={ safety="advised" }, expect={ outcome="not_today" } }
