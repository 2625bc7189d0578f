module { id="everything", version="1.0.0", title="Every kind of step", summary="For looking at.", minutes=10, kind="cbt", api=1, language="en" }
say { title="When the alarm stays on", text=[[
Pain is an **alarm**. Most of the time it is *useful*.

- It tells you to rest a broken leg.
- It makes you pull your hand from the stove.

1. First notice it.
2. Then decide.]] }
ask.text { id="what", text="What went through your mind? Write the thought as it came, in your own words.", lines=4,
  example="It will only get worse.", starters={ "I thought", "I will never", "What if" } }
ask.choice { id="mood", text="How is your mood at the moment?", other="Something else",
  options={ { "sad", "Sad" }, { "worried", "Worried or afraid" }, { "calm", "Calm" }, { "long", "Somewhere between all of these, and it changes from one hour to the next" } } }
ask.many { id="hard", text="What was hard today? Choose up to 3.", at_most=3, optional=true,
  options={ { "a", "Stairs" }, { "b", "Carrying bags" }, { "c", "Doors" }, { "d", "Getting up" }, { "e", "Sleep" }, { "f", "Work" } } }
ask.yes { id="slept", text="Did you sleep well?" }
ask.scale { id="pain", text="How strong is your pain right now?", low="No pain", high="Worst pain you can imagine", context={ "what", "mood" } }
ask.scale { id="percent", text="How much do you believe it, in percent?", from=0, to=100, step=5, low="Not at all", high="Completely" }
ask.number { id="walked", text="How long did you walk?", from=0, to=300, unit="minutes" }
ask.time { id="bed", text="When did you go to bed?" }
ask.date { id="since", text="When did it begin?" }
ask.list { id="good", text="What went well?", at_most=3 }
form { id="day", title="Your day", text="A few things at once.", fields={
  { ask="scale", id="evening", text="Pain in the evening", low="None", high="Worst" },
  { ask="yes", id="out", text="Were you outside?" },
  { ask="text", id="note", text="A note", optional=true },
} }
review { "what", "mood", "hard", "pain", title="Your answers, step by step" }
breathe { id="breath", minutes=1, inhale=4, hold=2, exhale=6 }
rest { id="pause", seconds=60, text="Sit back and rest. Let your breath slow down. Let your shoulders drop." }
guide { id="hands", cues={ { "Tense your hands", seconds=7 }, { "Let go", seconds=20 } } }
sit { id="quiet", minutes=2 }
watch { id="words_only", text="1. Stand up slowly.\n2. Sit down slowly.", reps=8, easier="Use the arms of the chair." }
offer { module="breathing-space", text="Would you like a quiet breathing space?" }
finish { text="You looked at it from two sides. The fairer thought is kept in your notes.", outcome="done" }
