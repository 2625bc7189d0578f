module {
  id="breathing-space", version="1.0.0",
  title="Breathing space",
  summary="Three quiet minutes with your breath.",
  minutes=5, kind="mindfulness", api=1, language="en",
  resume_within="1 day",
  sources={
    "Segal ZV, Williams JMG, Teasdale JD. Mindfulness-Based Cognitive Therapy for Depression. 2nd ed. Guilford 2013 (the three-minute breathing space)",
    "Hilton L, Hempel S, Ewing BA, et al. Mindfulness meditation for chronic pain: systematic review and meta-analysis. Ann Behav Med 2017;51(2):199-213",
    "Zaccaro A, Piarulli A, Laurino M, et al. How breath-control can change your life. Front Hum Neurosci 2018;12:353",
  },
}

say {
  title="A short pause",
  text=[[
You will hear a calm voice for 3 minutes.

Sit, stand or lie down. Choose what is kindest to your body today.
Your eyes can be open or closed.

You do not need to relax. You do not need to change the pain.
If the breath feels hard to follow, notice your hands or your feet.
You can stop at any time.]],
}

local before = ask.scale {
  id="before", better="lower",
  text="How much does pain bother you right now?",
  low="Not at all", high="As much as I can imagine",
}

local practice = listen {
  id="practice",
  audio="breathing-space.ogg", captions="breathing-space.vtt", minutes=3,
  ambience="waves",
  cues={
    { at="0:00", sound="bell", show="Arrive" },
    { at="0:08", show="Notice what is here" },
    { at="1:00", show="Gather on the breath", breath={ inhale=4, hold=0, exhale=6 } },
    { at="2:00", show="Widen out" },
    { at="2:52", sound="bell", show="The practice ends" },
  },
}

local more = false
if practice.finished then
  more = ask.yes { id="more", text="Would you like 1 more minute of slow breathing?" }
end
if more then
  breathe { id="slow_breath", minutes=1, inhale=4, hold=0, exhale=6, rest=0 }
end

local after = ask.scale {
  id="after", same_as="before",
  text="How much does pain bother you now?",
}

local relief = before - after
record { id="relief", value=relief }

if not practice.finished then
  finish {
    text="You stopped early, and that is all right. The time you practised counts. You can come back to it whenever you like.",
  }
elseif relief > 0 then
  finish {
    text="You made room for 3 quiet minutes. Pain bothers you a little less now than when you began. You can take this pause with you, wherever you are.",
  }
elseif relief == 0 then
  finish {
    text="You made room for 3 quiet minutes. The pain is about the same, and you gave it a kinder space. With practice, this pause often gets easier to find.",
  }
else
  finish {
    text="You stayed with something hard, and you noticed it clearly. Turning towards pain can make it louder for a while. Do something gentle next. A shorter pause is fine too.",
  }
end
