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
  { from=0, to=7, id="none", label="No clinically significant insomnia" },
  { from=8, to=14, id="subthreshold", label="Subthreshold insomnia" },
  { from=15, to=21, id="moderate", label="Moderate insomnia" },
  { from=22, to=28, id="severe", label="Severe insomnia" },
}

instrument {
  id="isi", version="0.1", language="en", skeleton=true,
  title="ISI: insomnia severity index",
  patient_title="Your sleep in the past 2 weeks",
  licence="Copyright Charles M. Morin. Licensed through Mapi Research Trust.",
  source="Bastien CH, Vallières A, Morin CM. Validation of the Insomnia Severity Index as an outcome measure for insomnia research. Sleep Med 2001;2(4):297-307",
  recall="past 2 weeks",
  direction="lower is better",
  range={0, 28}, decimals=0,
  important_change={ value=6, source="Yang M, Morin CM, Schaefer K, Wallenstein GV. Interpreting score differences in the Insomnia Severity Index. Curr Med Res Opin 2009;25(10):2487-2494" },
  bands=bands,
  bands_source="Bastien CH et al. 2001",
  missing="No total unless all 7 questions are answered.",
  items={
    { id="q1", short="Question 1", ask="choice", options=answers_1, text="" },
    { id="q2", short="Question 2", ask="choice", options=answers_1, text="" },
    { id="q3", short="Question 3", ask="choice", options=answers_1, text="" },
    { id="q4", short="Question 4", ask="choice", options=answers_1, text="" },
    { id="q5", short="Question 5", ask="choice", options=answers_1, text="" },
    { id="q6", short="Question 6", ask="choice", options=answers_1, text="" },
    { id="q7", short="Question 7", ask="choice", options=answers_1, text="" },
  },
  score=function(answers)
    local total = 0
    for i = 1, 7 do
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
