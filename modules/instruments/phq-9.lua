local how_often = {
  { 0, "Not at all", code="LA6568-5" },
  { 1, "Several days", code="LA6569-3" },
  { 2, "More than half the days", code="LA6570-1" },
  { 3, "Nearly every day", code="LA6571-9" },
}

local bands = {
  { from=0, to=4, id="minimal", label="Minimal" },
  { from=5, to=9, id="mild", label="Mild" },
  { from=10, to=14, id="moderate", label="Moderate" },
  { from=15, to=19, id="moderately_severe", label="Moderately severe" },
  { from=20, to=27, id="severe", label="Severe" },
}

local in_total = { "interest", "mood", "sleep", "energy", "appetite", "self_worth", "concentration", "movement", "self_harm" }

instrument {
  id="phq-9", version="1.0", language="en",
  title="PHQ-9: patient health questionnaire",
  patient_title="Your mood in the past 2 weeks",
  licence="Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.",
  source="Kroenke K, Spitzer RL, Williams JBW. The PHQ-9: validity of a brief depression severity measure. J Gen Intern Med 2001;16(9):606-613",
  recall="past 2 weeks",
  intro="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
  codes={ loinc_panel="44249-1", loinc_score="44261-6" },
  direction="lower is better",
  range={0, 27}, decimals=0,
  important_change={ value=5, source="Löwe B, Unützer J, Callahan CM, et al. Monitoring depression treatment outcomes with the PHQ-9. Med Care 2004;42(12):1194-1201" },
  bands=bands,
  bands_source="Kroenke K, Spitzer RL, Williams JBW. 2001",
  missing="No total unless all 9 questions are answered. The 10th question is never part of the total.",
  risk_source="Simon GE et al. 2013: any answer above 0 on question 9 is followed up, whatever the total.",
  items={
    { id="interest", short="Interest", ask="choice", options=how_often, code="44250-9",
      text="Little interest or pleasure in doing things" },
    { id="mood", short="Mood", ask="choice", options=how_often, code="44255-8",
      text="Feeling down, depressed, or hopeless" },
    { id="sleep", short="Sleep", ask="choice", options=how_often, code="44259-0",
      text="Trouble falling or staying asleep, or sleeping too much" },
    { id="energy", short="Energy", ask="choice", options=how_often, code="44254-1",
      text="Feeling tired or having little energy" },
    { id="appetite", short="Appetite", ask="choice", options=how_often, code="44251-7",
      text="Poor appetite or overeating" },
    { id="self_worth", short="Self-worth", ask="choice", options=how_often, code="44258-2",
      text="Feeling bad about yourself — or that you are a failure or have let yourself or your family down" },
    { id="concentration", short="Concentration", ask="choice", options=how_often, code="44252-5",
      text="Trouble concentrating on things, such as reading the newspaper or watching television" },
    { id="movement", short="Slow or restless", ask="choice", options=how_often, code="44253-3",
      text="Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual" },
    { id="self_harm", short="Thoughts of death or self-harm", ask="choice", options=how_often, code="44260-8", risk={ from=1 },
      text="Thoughts that you would be better off dead or of hurting yourself in some way" },
    { id="difficulty", short="Difficulty", ask="choice", in_score=false, code="69722-7",
      text="If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?",
      options={
        { 0, "Not difficult at all", code="LA6572-7" },
        { 1, "Somewhat difficult", code="LA6573-5" },
        { 2, "Very difficult", code="LA6575-0" },
        { 3, "Extremely difficult", code="LA6574-3" },
      } },
  },
  score=function(answers)
    local total = 0
    for _, id in ipairs(in_total) do
      if answers[id] == nil then return nil, nil end
      total = total + answers[id]
    end
    for _, band in ipairs(bands) do
      if total <= band.to then return total, band.id end
    end
    return nil, nil
  end,
}
