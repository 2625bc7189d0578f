-- Own activities: the patient names them once, keeps or changes them, and rates each. What they wrote stays theirs; the
-- ratings go to the clinic.
instrument {
  id="psfs", version="1.0", language="en",
  title="Patient-specific function: own activities, 0 to 10",
  patient_title="What you would like to do",
  licence="The method is free to use; the wording is Balm's own. MIT, as the program.",
  source="Method: Stratford P, Gill C, Westaway M, Binkley J. Assessing disability and change on individual patients: a report of a patient specific measure. Physiother Can 1995;47(4):258-263",
  recall="today",
  direction="higher is better",
  range={0, 10}, decimals=1,
  important_change={ value=2, source="Stratford P et al. 1995: 2 points for the average (90 % confidence); 3 for one activity" },
  missing="The total is the mean of the activities that were rated; none without one.",
  items={
    { id="activity_1", short="Activity 1", ask="text", keep=true, in_score=false, lines=1,
      text="Name an activity that matters to you and that is hard for you because of your pain.", example="walk to the shop" },
    { id="ability_1", short="Ability 1", ask="scale", from=0, to=10, about="activity_1",
      text="How well can you do this today?", low="Unable to do it", high="As well as before the pain" },
    { id="activity_2", short="Activity 2", ask="text", keep=true, in_score=false, lines=1,
      text="Is there a second one? You may skip this.", example="sit through a film" },
    { id="ability_2", short="Ability 2", ask="scale", from=0, to=10, about="activity_2",
      text="How well can you do this today?", low="Unable to do it", high="As well as before the pain" },
    { id="activity_3", short="Activity 3", ask="text", keep=true, in_score=false, lines=1,
      text="Is there a third one? You may skip this.", example="play with my grandchild" },
    { id="ability_3", short="Ability 3", ask="scale", from=0, to=10, about="activity_3",
      text="How well can you do this today?", low="Unable to do it", high="As well as before the pain" },
  },
  score=function(answers)
    local sum, count = 0, 0
    for i = 1, 3 do
      local ability = answers["ability_" .. i]
      if ability ~= nil then sum, count = sum + ability, count + 1 end
    end
    if count == 0 then return nil, nil end
    return round(sum / count, 1), nil
  end,
}
