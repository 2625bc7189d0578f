-- A skeleton: the scoring is published, the wording is not free to ship. A clinic with the owner's permission writes the
-- words of every question (text) and answer into a copy of this file in its own modules folder. Until then nobody is
-- shown this questionnaire.
instrument {
  id="pseq", version="0.1", language="en", skeleton=true,
  title="PSEQ: pain self-efficacy",
  patient_title="What you can do despite pain",
  licence="Copyright Michael Nicholas. Ask the author for permission.",
  source="Nicholas MK. The pain self-efficacy questionnaire: taking pain into account. Eur J Pain 2007;11(2):153-163",
  recall="now",
  direction="higher is better",
  range={0, 60}, decimals=0,
  missing="No total unless all 10 questions are answered.",
  items={
    { id="q1", short="Question 1", ask="scale", from=0, to=6, text="" },
    { id="q2", short="Question 2", ask="scale", from=0, to=6, text="" },
    { id="q3", short="Question 3", ask="scale", from=0, to=6, text="" },
    { id="q4", short="Question 4", ask="scale", from=0, to=6, text="" },
    { id="q5", short="Question 5", ask="scale", from=0, to=6, text="" },
    { id="q6", short="Question 6", ask="scale", from=0, to=6, text="" },
    { id="q7", short="Question 7", ask="scale", from=0, to=6, text="" },
    { id="q8", short="Question 8", ask="scale", from=0, to=6, text="" },
    { id="q9", short="Question 9", ask="scale", from=0, to=6, text="" },
    { id="q10", short="Question 10", ask="scale", from=0, to=6, text="" },
  },
  score=function(answers)
    local total = 0
    for i = 1, 10 do
      local answer = answers["q" .. i]
      if answer == nil then return nil, nil end
      total = total + answer
    end
    return total, nil
  end,
}
