-- A skeleton: the scoring is published, the wording is not free to ship. A clinic with the owner's permission writes the
-- words of every question (text) and answer into a copy of this file in its own modules folder. Until then nobody is
-- shown this questionnaire.
local answers_1 = {
  { 0, "0" },
  { 1, "1" },
  { 2, "2" },
  { 3, "3" },
  { 4, "4" },
}

local bands = {
  { from=0, to=29, id="below", label="Below the relevant level" },
  { from=30, to=52, id="relevant", label="At or above the relevant level" },
}

instrument {
  id="pcs", version="0.1", language="en", skeleton=true,
  title="PCS: pain catastrophizing scale",
  patient_title="Thoughts about pain",
  licence="Copyright Michael J. L. Sullivan. Licensed through Mapi Research Trust.",
  source="Sullivan MJL, Bishop SR, Pivik J. The Pain Catastrophizing Scale: development and validation. Psychol Assess 1995;7(4):524-532",
  recall="now",
  direction="lower is better",
  range={0, 52}, decimals=0,
  bands=bands,
  bands_source="Sullivan MJL et al. 1995: 30 of 52 is a relevant level",
  missing="No total unless all 13 questions are answered.",
  items={
    { id="q1", short="Question 1", ask="choice", options=answers_1, text="" },
    { id="q2", short="Question 2", ask="choice", options=answers_1, text="" },
    { id="q3", short="Question 3", ask="choice", options=answers_1, text="" },
    { id="q4", short="Question 4", ask="choice", options=answers_1, text="" },
    { id="q5", short="Question 5", ask="choice", options=answers_1, text="" },
    { id="q6", short="Question 6", ask="choice", options=answers_1, text="" },
    { id="q7", short="Question 7", ask="choice", options=answers_1, text="" },
    { id="q8", short="Question 8", ask="choice", options=answers_1, text="" },
    { id="q9", short="Question 9", ask="choice", options=answers_1, text="" },
    { id="q10", short="Question 10", ask="choice", options=answers_1, text="" },
    { id="q11", short="Question 11", ask="choice", options=answers_1, text="" },
    { id="q12", short="Question 12", ask="choice", options=answers_1, text="" },
    { id="q13", short="Question 13", ask="choice", options=answers_1, text="" },
  },
  score=function(answers)
    local total = 0
    for i = 1, 13 do
      local answer = answers["q" .. i]
      if answer == nil then return nil, nil end
      total = total + answer
    end
    for _, band in ipairs(bands) do
      if total <= band.to then return total, band.id end
    end
    return nil, nil
  end,
}
