local how_often = {
  { 0, "Not at all", code="LA6568-5" },
  { 1, "Several days", code="LA6569-3" },
  { 2, "More than half the days", code="LA6570-1" },
  { 3, "Nearly every day", code="LA6571-9" },
}

local bands = {
  { from=0, to=2, id="normal", label="None" },
  { from=3, to=5, id="mild", label="Mild" },
  { from=6, to=8, id="moderate", label="Moderate" },
  { from=9, to=12, id="severe", label="Severe" },
}

-- A pair is positive from 3.
local function pair(one, other)
  if one == nil or other == nil then return nil end
  local total = one + other
  if total >= 3 then return { total=total, band="positive" } end
  return { total=total, band="negative" }
end

instrument {
  id="phq-4", version="1.0", language="en",
  title="PHQ-4: worry and mood",
  patient_title="Worry and mood in the past 2 weeks",
  licence="Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.",
  source="Kroenke K, Spitzer RL, Williams JBW, Löwe B. An ultra-brief screening scale for anxiety and depression: the PHQ-4. Psychosomatics 2009;50(6):613-621",
  recall="past 2 weeks",
  intro="Over the last 2 weeks, how often have you been bothered by the following problems?",
  codes={ loinc_panel="69724-3", loinc_score="70272-0" },
  direction="lower is better",
  range={0, 12}, decimals=0,
  bands=bands,
  bands_source="Kroenke K et al. 2009",
  missing="No total unless all 4 questions are answered; each pair (anxiety, depression) is worked out by itself.",
  items={
    { id="nervous", short="Nervous", ask="choice", options=how_often, code="69725-0",
      text="Feeling nervous, anxious or on edge" },
    { id="worry", short="Worry", ask="choice", options=how_often, code="68509-9",
      text="Not being able to stop or control worrying" },
    { id="interest", short="Interest", ask="choice", options=how_often, code="44250-9",
      text="Little interest or pleasure in doing things" },
    { id="mood", short="Mood", ask="choice", options=how_often, code="44255-8",
      text="Feeling down, depressed, or hopeless" },
  },
  score=function(answers)
    local anxiety, depression = pair(answers.nervous, answers.worry), pair(answers.interest, answers.mood)
    local total, band
    if anxiety and depression then
      total = anxiety.total + depression.total
      for _, one in ipairs(bands) do
        if total >= one.from then band = one.id end
      end
    end
    return { total=total, band=band, subscales={ anxiety=anxiety, depression=depression } }
  end,
}
