-- A skeleton: the scoring is published, the wording is not free to ship. A clinic with the owner's permission writes the
-- words of every question (text) and answer into a copy of this file in its own modules folder. Until then nobody is
-- shown this questionnaire.
local answers_1 = {
  { 0, "0" },
  { 1, "1" },
  { 2, "2" },
  { 3, "3" },
}

local scales = {
  depression = { 3, 5, 10, 13, 16, 17, 21 },
  anxiety = { 2, 4, 7, 9, 15, 19, 20 },
  stress = { 1, 6, 8, 11, 12, 14, 18 },
}
-- The lowest doubled sum of each band.
local edges = {
  depression = { 0, 10, 14, 21, 28 },
  anxiety = { 0, 8, 10, 15, 20 },
  stress = { 0, 15, 19, 26, 34 },
}
local names = { "normal", "mild", "moderate", "severe", "extremely_severe" }

instrument {
  id="dass-21", version="0.1", language="en", skeleton=true,
  title="DASS-21: depression, anxiety and stress",
  patient_title="How you felt in the past week",
  licence="Lovibond and Lovibond; said to be in the public domain, and licensed by some. Check before use.",
  source="Lovibond SH, Lovibond PF. Manual for the Depression Anxiety Stress Scales. 2nd ed. Psychology Foundation, Sydney 1995",
  recall="past week",
  direction="lower is better",
  range={0, 126}, decimals=0,
  bands_source="Lovibond SH, Lovibond PF. 1995, doubled sums",
  missing="Scale by scale: no sum of a scale unless its 7 questions are answered.",
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
    { id="q14", short="Question 14", ask="choice", options=answers_1, text="" },
    { id="q15", short="Question 15", ask="choice", options=answers_1, text="" },
    { id="q16", short="Question 16", ask="choice", options=answers_1, text="" },
    { id="q17", short="Question 17", ask="choice", options=answers_1, text="" },
    { id="q18", short="Question 18", ask="choice", options=answers_1, text="" },
    { id="q19", short="Question 19", ask="choice", options=answers_1, text="" },
    { id="q20", short="Question 20", ask="choice", options=answers_1, text="" },
    { id="q21", short="Question 21", ask="choice", options=answers_1, text="" },
  },
  -- Sums are doubled, so that they stand beside those of the long form. There is no total of all three.
  score=function(answers)
    local subscales, found = {}, false
    for name, items in pairs(scales) do
      local total = 0
      for _, number in ipairs(items) do
        local answer = answers["q" .. number]
        total = total ~= nil and answer ~= nil and total + answer or nil
      end
      if total ~= nil then
        local band
        for i, from in ipairs(edges[name]) do
          if total * 2 >= from then band = names[i] end
        end
        subscales[name], found = { total=total * 2, band=band }, true
      end
    end
    if not found then return nil, nil end
    return { subscales=subscales }
  end,
}
