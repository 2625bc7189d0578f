-- A movement with a stop rule. Nobody is told to push through pain.
-- With a film: watch { id="set", video="set.mp4", captions="set.vtt", text="The steps in words", reps=8 }
module {
  id="@ID@", version="0.1.0",
  title="@TITLE@",
  summary="Gentle movement at your own pace.",
  minutes=8, kind="exercise", api=1, language="en",
  sources={ "Name the evidence this rests on." },
}

local unwell = ask.yes { id="unwell", text="Do you have chest pain, new numbness, a fresh injury, or feel very unwell today?" }
if unwell then
  finish { outcome="not_today", text="Please leave this out today, and talk to your care team.",
           tell_therapist="Did not start @TITLE@: felt unwell." }
end

local before = ask.scale { id="pain_before", text="How strong is your pain right now?", low="No pain",
                           high="Worst pain you can imagine" }

for set = 1, 2 do
  say { title="Set " .. set .. " of 2", text="Describe the movement here, step by step. Stop whenever you need to." }
  local during = ask.scale { id="pain_during", text="How strong was your pain in this set?", same_as="pain_before" }
  if during >= before + 2 or during >= 7 then
    finish { outcome="stopped_pain", text="Stopping was the right choice. What you did counts.",
             tell_therapist="Stopped @TITLE@ because pain went from {pain_before} to {pain_during} of 10." }
  end
  if set == 1 then rest { id="pause", seconds=60, text="Rest. Longer is fine too." } end
end

ask.scale { id="pain_after", text="How strong is your pain now?", same_as="pain_before" }
finish { text="You moved at your own pace." }
