module {
  id="review-visit", version="1.0.0",
  title="Before your visit",
  summary="Look back together, and bring what matters to you.",
  minutes=8, kind="diary", api=1, language="en",
  resume_within="14 days",
  sources={
    "Kinnersley P, Edwards A, Hood K, et al. Interventions before consultations for helping patients address their information needs. Cochrane Database Syst Rev 2007;(3):CD004565",
    "Gardner T, Refshauge K, McAuley J, et al. Patient led goal setting in chronic low back pain: what goals are important to the patient and are they aligned to what we measure? Patient Educ Couns 2015;98(8):1035-1038",
    "National Institute for Health and Care Excellence. Chronic pain in over 16s. NICE guideline NG193, 2021",
  },
}

say {
  title="Your visit",
  text=[[
A visit is short, and it is easy to forget what you wanted to say.
Here you can look back, and write down what matters to you.

At the end you see what your care team will see. You choose what stands in it.]],
}

local weeks = ask.choice {
  id="weeks",
  text="How far back shall we look?",
  options={
    { 4, "4 weeks" },
    { 12, "3 months" },
    { 26, "6 months" },
  },
}

if last("peg") ~= nil then
  chart { of="peg", title="How much pain got in the way" }
end

ask.text {
  id="went_well",
  text="What went well in this time? It may be something small.",
  example="I had coffee with my neighbour again.",
  lines=3, optional=true,
}

ask.list {
  id="goals",
  text="What would you like to be able to do?",
  at_most=3, optional=true,
}

ask.list {
  id="questions",
  text="What three things do you want to ask or say at your visit?",
  at_most=3, optional=true,
}

packet { id="packet", weeks=weeks, context={ "went_well", "goals", "questions" } }

tell_therapist { id="packet_ready", level="info", text="Prepared the packet for the review visit." }

finish {
  text="You are ready for your visit. What you chose is there for your care team. You can do this again before the next one.",
}
