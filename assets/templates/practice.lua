-- A practice with a rating before and after. Put your recording beside this file and replace breathe by
--   listen { id="practice", audio="recording.ogg", captions="recording.vtt" }
module {
  id="@ID@", version="0.1.0",
  title="@TITLE@",
  summary="A few quiet minutes.",
  minutes=4, kind="mindfulness", api=1, language="en",
  sources={ "Name the evidence this rests on." },
}

local before = ask.scale { id="tension_before", text="How tense do you feel right now?", low="Not at all", high="Very" }
breathe { id="practice", minutes=3, inhale=4, exhale=6 }
local after = ask.scale { id="tension_after", text="How tense do you feel now?", same_as="tension_before" }

record { id="relief", value=before - after }
finish { text="You took a few minutes for yourself." }
