instrument {
  id="peg", version="1.0", language="en",
  title="PEG: pain, enjoyment, general activity",
  patient_title="Your pain in the past week",
  licence="Public domain. Please cite the source.",
  source="Krebs EE, Lorenz KA, Bair MJ, et al. Development and initial validation of the PEG. J Gen Intern Med 2009;24(6):733-738. doi:10.1007/s11606-009-0981-1",
  recall="past week",
  codes={ loinc_panel="91148-7", loinc_score="91147-9" },
  direction="lower is better",
  range={0, 10}, decimals=1,
  important_change={ value=1.0, source="Reed DE et al. 2024: anchor-based minimally important difference 1.0 to 1.75 in six trials" },
  missing="No total unless all 3 questions are answered.",
  items={
    { id="pain", short="Pain", ask="scale", from=0, to=10, code="75893-8",
      text="What number best describes your pain on average in the past week?",
      low="No pain", high="Pain as bad as you can imagine" },
    { id="enjoyment", short="Enjoyment of life", ask="scale", from=0, to=10, code="91145-3",
      text="What number best describes how, during the past week, pain has interfered with your enjoyment of life?",
      low="Does not interfere", high="Completely interferes" },
    { id="activity", short="General activity", ask="scale", from=0, to=10, code="91146-1",
      text="What number best describes how, during the past week, pain has interfered with your general activity?",
      low="Does not interfere", high="Completely interferes" },
  },
  score=function(answers)
    local pain, enjoyment, activity = answers.pain, answers.enjoyment, answers.activity
    if pain == nil or enjoyment == nil or activity == nil then return nil, nil end
    return round((pain + enjoyment + activity) / 3, 1), nil   -- the mean; no bands are published
  end,
}
