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
  { from=15, to=21, id="severe", label="Severe" },
}

local in_total = { "nervous", "control_worry", "worry", "relax", "restless", "irritable", "afraid" }

instrument {
  id="gad-7", version="1.0", language="en",
  title="GAD-7: generalised anxiety",
  patient_title="Worry in the past 2 weeks",
  licence="Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant from Pfizer Inc. No permission required to reproduce, translate, display or distribute.",
  source="Spitzer RL, Kroenke K, Williams JBW, Löwe B. A brief measure for assessing generalized anxiety disorder: the GAD-7. Arch Intern Med 2006;166(10):1092-1097",
  recall="past 2 weeks",
  intro="Over the last 2 weeks, how often have you been bothered by the following problems?",
  codes={ loinc_panel="69737-5", loinc_score="70274-6" },
  direction="lower is better",
  range={0, 21}, decimals=0,
  important_change={ value=4, source="Toussaint A, Hüsing P, Gumz A, et al. Sensitivity to change and minimal clinically important difference of the GAD-7. J Affect Disord 2020;265:395-401" },
  bands=bands,
  bands_source="Spitzer RL et al. 2006",
  missing="No total unless all 7 questions are answered. The 8th question is never part of the total.",
  items={
    { id="nervous", short="Nervous", ask="choice", options=how_often, code="69725-0",
      text="Feeling nervous, anxious or on edge" },
    { id="control_worry", short="Control of worry", ask="choice", options=how_often, code="68509-9",
      text="Not being able to stop or control worrying" },
    { id="worry", short="Worry", ask="choice", options=how_often, code="69733-4",
      text="Worrying too much about different things" },
    { id="relax", short="Relaxing", ask="choice", options=how_often, code="69734-2",
      text="Trouble relaxing" },
    { id="restless", short="Restless", ask="choice", options=how_often, code="69735-9",
      text="Being so restless that it is hard to sit still" },
    { id="irritable", short="Irritable", ask="choice", options=how_often, code="69689-8",
      text="Becoming easily annoyed or irritable" },
    { id="afraid", short="Afraid", ask="choice", options=how_often, code="69736-7",
      text="Feeling afraid as if something awful might happen" },
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
