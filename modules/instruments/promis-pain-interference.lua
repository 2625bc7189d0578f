-- A skeleton: the scoring is published, the wording is not free to ship. A clinic with the owner's permission writes the
-- words of every question (text) and answer into a copy of this file in its own modules folder. Until then nobody is
-- shown this questionnaire.
local answers_1 = {
  { 1, "1" },
  { 2, "2" },
  { 3, "3" },
  { 4, "4" },
  { 5, "5" },
}

instrument {
  id="promis-pain-interference", version="0.1", language="en", skeleton=true,
  title="PROMIS pain interference, short form",
  patient_title="Pain in the past week",
  licence="Copyright PROMIS Health Organization. Free for individual clinical use; building it into software needs written permission (HealthMeasures).",
  source="Amtmann D, Cook KF, Jensen MP, et al. Development of a PROMIS item bank to measure pain interference. Pain 2010;150(1):173-182",
  recall="past week",
  direction="lower is better",
  range={0, 100}, decimals=1,
  missing="The owner's table says how missing answers count.",
  items={
    { id="q1", short="Question 1", ask="choice", options=answers_1, text="" },
    { id="q2", short="Question 2", ask="choice", options=answers_1, text="" },
    { id="q3", short="Question 3", ask="choice", options=answers_1, text="" },
    { id="q4", short="Question 4", ask="choice", options=answers_1, text="" },
    { id="q5", short="Question 5", ask="choice", options=answers_1, text="" },
    { id="q6", short="Question 6", ask="choice", options=answers_1, text="" },
  },
  -- T scores come from the owner's table. The clinic that has it writes it in here.
  score=function() return nil, nil end,
}
