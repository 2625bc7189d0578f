module {
  id="check-in", version="1.0.0",
  title="Check-in",
  summary="Three questions about the past week.",
  minutes=2, kind="measure", api=1, language="en",
  resume_within="1 day",
  sources={
    "Krebs EE, Lorenz KA, Bair MJ, et al. Development and initial validation of the PEG. J Gen Intern Med 2009;24(6):733-738",
  },
}

say {
  title="How was your week?",
  text=[[
Three short questions about pain in the past week.
Choose the number that fits best. There is no wrong answer, and you may skip any of them.]],
}

local peg = instrument { id="peg" }

ask.text {
  id="small_good",
  text="Is there a small thing that went well this week?",
  example="I walked to the corner and back.",
  lines=3, optional=true,
}

if not peg.complete then
  finish { text="Thank you. What you answered is saved. The rest can wait." }
end

finish { text="Thank you. Your care team can see how your week was, and plan with you." }
