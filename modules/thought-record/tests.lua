-- belief goes down; two feelings; two patterns
play {
  answers={
    situation="I wanted to carry the shopping upstairs.", thought="It will only get worse.", belief=80,
    feelings={ "worried", "sad" }, strength={ 70, 50 }, patterns={ "catastrophe", "fortune" },
    evidence_for="My back hurt for an hour.", evidence_against="It went down after a rest.",
    balanced="It hurts, and it also goes down again.", belief_after=40, strength_after={ 30, 30 }, next_step="Carry half of it.",
  },
  expect={
    outcome="completed", records={ belief_change=40, relief=30 },
    shows={ "How strong was the worry?", "How strong is the sadness now?", "the most likely thing", "You believe it less than before" },
    never_shows={ "This is a lot to carry", "How strong was the anger?" },
  },
}

-- belief stays; no pattern, no next step
play {
  answers={
    situation="A long wait at the bus stop.", thought="I cannot bear it.", belief=60,
    feelings={ "frustrated" }, strength={ 60 }, patterns={},
    evidence_for="I had to sit down.", evidence_against="I got home.",
    balanced="It was hard, and I got home.", belief_after=60, strength_after={ 60 },
  },
  expect={
    outcome="completed", records={ belief_change=0, relief=0 },
    shows={ "It still feels as true as before" }, never_shows={ "Questions that may help" },
  },
}

-- belief goes up
play {
  answers={
    situation="At the doctor.", thought="They think I am making it up.", belief=50,
    feelings={ "angry", "ashamed" }, strength={ 50, 40 }, patterns={ "mind_reading" },
    evidence_for="He looked at the clock.", evidence_against="He asked about my sleep.",
    balanced="He was in a hurry, and he did ask.", belief_after=70, strength_after={ 60, 40 }, next_step="Ask him next time.",
  },
  expect={
    outcome="completed", records={ belief_change=-20, relief=-5 },
    shows={ "Did they say it, or did you guess it?", "The thought feels stronger now" },
  },
}

-- strong hopelessness, shared
play {
  answers={
    situation="Awake at night.", thought="This will never end.", belief=100,
    feelings={ "hopeless", "lonely" }, strength={ 100, 80 }, patterns={ "feeling_fact", "filter" },
    evidence_for="It has hurt for years.", evidence_against="Some nights were better.",
    balanced="Nights are hard. Some are better.", belief_after=90, strength_after={ 80, 70 }, share_hopeless=true,
  },
  expect={ outcome="completed", records={ belief_change=10, relief=15 }, shows={ "This is a lot to carry" } },
}

-- strong hopelessness, kept private; every other feeling and pattern
play {
  answers={
    situation="Awake at night.", thought="It is my own fault.", belief=90,
    feelings={ "guilty", "hopeless" }, strength={ 90, 90 }, patterns={ "blame", "should", "all_or_nothing" },
    evidence_for="I lifted the box.", evidence_against="Anyone could have lifted it.",
    balanced="I did what anyone would do.", belief_after=80, strength_after={ 80, 90 }, share_hopeless=false,
  },
  expect={ outcome="completed", records={ belief_change=10, relief=5 }, shows={ "May your care team see a note", "Would you blame a friend" } },
}
