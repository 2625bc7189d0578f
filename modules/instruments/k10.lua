local how_often = {
  { 1, "None of the time" },
  { 2, "A little of the time" },
  { 3, "Some of the time" },
  { 4, "Most of the time" },
  { 5, "All of the time" },
}

local bands = {
  { from=10, to=15, id="low", label="Low distress" },
  { from=16, to=21, id="moderate", label="Moderate distress" },
  { from=22, to=29, id="high", label="High distress" },
  { from=30, to=50, id="very_high", label="Very high distress" },
}

local in_total = { "tired", "nervous", "calm", "hopeless", "restless", "sit_still", "depressed", "effort", "sad", "worthless" }

instrument {
  id="k10", version="1.0", language="en",
  title="K10: Kessler psychological distress scale",
  patient_title="How you felt in the past 4 weeks",
  licence="Free to use. Please cite the source.",
  source="Kessler RC, Andrews G, Colpe LJ, et al. Short screening scales to monitor population prevalences and trends in non-specific psychological distress. Psychol Med 2002;32(6):959-976",
  recall="past 4 weeks",
  intro="In the past 4 weeks, about how often did you feel",
  direction="lower is better",
  range={10, 50}, decimals=0,
  bands=bands,
  bands_source="The grouping of the Australian health surveys (10-15, 16-21, 22-29, 30-50). The clinical grouping (under 20, 20-24, 25-29, 30 and more) is another one.",
  missing="No total unless all 10 questions are answered.",
  items={
    { id="tired", short="Tired out", ask="choice", options=how_often,
      text="tired out for no good reason" },
    { id="nervous", short="Nervous", ask="choice", options=how_often,
      text="nervous" },
    { id="calm", short="Could not calm down", ask="choice", options=how_often,
      text="so nervous that nothing could calm you down" },
    { id="hopeless", short="Hopeless", ask="choice", options=how_often,
      text="hopeless" },
    { id="restless", short="Restless", ask="choice", options=how_often,
      text="restless or fidgety" },
    { id="sit_still", short="Could not sit still", ask="choice", options=how_often,
      text="so restless you could not sit still" },
    { id="depressed", short="Depressed", ask="choice", options=how_often,
      text="depressed" },
    { id="effort", short="An effort", ask="choice", options=how_often,
      text="that everything was an effort" },
    { id="sad", short="Sad", ask="choice", options=how_often,
      text="so sad that nothing could cheer you up" },
    { id="worthless", short="Worthless", ask="choice", options=how_often,
      text="worthless" },
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
