local how_often = {
  { 0, "Not at all", code="LA6568-5" },
  { 1, "Several days", code="LA6569-3" },
  { 2, "More than half the days", code="LA6570-1" },
  { 3, "Nearly every day", code="LA6571-9" },
}

local bands = {
  { from=0, to=2, id="negative", label="Below the cut-off" },
  { from=3, to=6, id="positive", label="At or above the cut-off: ask further, for example with the PHQ-9" },
}

instrument {
  id="phq-2", version="1.0", language="en",
  title="PHQ-2: two questions about mood",
  patient_title="Your mood in the past 2 weeks",
  licence="Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.",
  source="Kroenke K, Spitzer RL, Williams JBW. The Patient Health Questionnaire-2: validity of a two-item depression screener. Med Care 2003;41(11):1284-1292",
  recall="past 2 weeks",
  intro="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
  codes={ loinc_panel="55757-9", loinc_score="55758-7" },
  direction="lower is better",
  range={0, 6}, decimals=0,
  bands=bands,
  bands_source="Kroenke K et al. 2003: 3 or more; 2 or more finds more people and is wrong more often.",
  missing="No total unless both questions are answered.",
  items={
    { id="interest", short="Interest", ask="choice", options=how_often, code="44250-9",
      text="Little interest or pleasure in doing things" },
    { id="mood", short="Mood", ask="choice", options=how_often, code="44255-8",
      text="Feeling down, depressed, or hopeless" },
  },
  score=function(answers)
    local interest, mood = answers.interest, answers.mood
    if interest == nil or mood == nil then return nil, nil end
    local total = interest + mood
    if total >= 3 then return total, "positive" end
    return total, "negative"
  end,
}
