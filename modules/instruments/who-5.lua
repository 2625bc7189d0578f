-- A skeleton: the scoring is published, the wording is not free to ship. A clinic with the owner's permission writes the
-- words of every question (text) and answer into a copy of this file in its own modules folder. Until then nobody is
-- shown this questionnaire.
local answers_1 = {
  { 0, "0" },
  { 1, "1" },
  { 2, "2" },
  { 3, "3" },
  { 4, "4" },
  { 5, "5" },
}

local bands = {
  { from=0, to=28, id="very_low", label="Likely depression: ask further" },
  { from=29, to=50, id="low", label="Low well-being" },
  { from=51, to=100, id="fair", label="Above the cut-off" },
}

instrument {
  id="who-5", version="0.1", language="en", skeleton=true,
  title="WHO-5: well-being index",
  patient_title="How you have been",
  licence="World Health Organization 2024: CC BY-NC-SA 3.0 IGO. Not for commercial use without permission.",
  source="Topp CW, Østergaard SD, Søndergaard S, Bech P. The WHO-5 Well-Being Index: a systematic review of the literature. Psychother Psychosom 2015;84(3):167-176",
  recall="past 2 weeks",
  direction="higher is better",
  range={0, 100}, decimals=0,
  important_change={ value=10, source="Topp CW et al. 2015: 10 points of the index" },
  bands=bands,
  bands_source="Topp CW et al. 2015: 50 or less is low; 28 or less points to depression",
  missing="No total unless all 5 questions are answered. The total is the raw sum times 4.",
  items={
    { id="q1", short="Question 1", ask="choice", options=answers_1, text="" },
    { id="q2", short="Question 2", ask="choice", options=answers_1, text="" },
    { id="q3", short="Question 3", ask="choice", options=answers_1, text="" },
    { id="q4", short="Question 4", ask="choice", options=answers_1, text="" },
    { id="q5", short="Question 5", ask="choice", options=answers_1, text="" },
  },
  score=function(answers)
    local total = 0
    for i = 1, 5 do
      local answer = answers["q" .. i]
      if answer == nil then return nil, nil end
      total = total + answer
    end
    total = total * 4
    for _, band in ipairs(bands) do
      if total <= band.to then return total, band.id end
    end
    return nil, nil
  end,
}
