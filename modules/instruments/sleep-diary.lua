-- The night before, asked in the morning. The questions follow the quantities that sleep diaries agree on; the wording
-- is Balm's own. A time reaches score as minutes after midnight.
local day = 24 * 60

-- Minutes from one time of day to a later one, at most a day.
local function between(from, to)
  if to < from then return to + day - from end
  return to - from
end

instrument {
  id="sleep-diary", version="1.0", language="en",
  title="Sleep diary: sleep efficiency, percent",
  patient_title="Your last night",
  licence="Balm's own wording. MIT, as the program.",
  source="Quantities after: Carney CE, Buysse DJ, Ancoli-Israel S, et al. The consensus sleep diary: standardizing prospective sleep self-monitoring. Sleep 2012;35(2):287-302",
  recall="last night",
  direction="higher is better",
  range={0, 100}, decimals=0,
  missing="No total unless the five times and lengths are there. Skip what you do not remember.",
  items={
    { id="lights_out", short="Lights out", ask="time", text="At what time did you try to go to sleep?" },
    { id="fell_asleep", short="Minutes to fall asleep", ask="number", from=0, to=600, step=5, unit="minutes",
      text="How long did it take you to fall asleep? A guess is fine." },
    { id="awake", short="Minutes awake in the night", ask="number", from=0, to=900, step=5, unit="minutes",
      text="How long were you awake during the night, all together? A guess is fine." },
    { id="woke", short="Woke for good", ask="time", text="At what time did you wake up for good?" },
    { id="got_up", short="Got up", ask="time", text="At what time did you get out of bed for the day?" },
    { id="quality", short="Quality", ask="scale", from=0, to=10, in_score=false,
      text="How well did you sleep?", low="Very badly", high="Very well" },
    { id="pain_woke", short="Woken by pain", ask="yes", in_score=false, text="Did pain wake you up?" },
  },
  score=function(answers)
    local out, up, woke = answers.lights_out, answers.got_up, answers.woke
    local fell_asleep, awake = answers.fell_asleep, answers.awake
    if out == nil or up == nil or woke == nil or fell_asleep == nil or awake == nil then return nil, nil end
    local in_bed, asleep = between(out, up), between(out, woke) - fell_asleep - awake
    -- Figures that do not go together (more awake than in bed, up before awake) give no total rather than a wrong one.
    if in_bed == 0 or asleep < 0 or between(out, woke) > in_bed then return nil, nil end
    return round(100 * asleep / in_bed, 0), nil
  end,
}
