module { id="pause", version="1.0.0", title="A pause", summary="For a test.", minutes=1, kind="exercise", api=1, language="en" }
local r = rest { id="pause", seconds=30, text="Sit back." }
say(format("Rested %d, %s.", r.seconds, tostring(r.finished)))
local g = guide { id="hands", cues={ { "Tense your hands", seconds=5 }, { "Let go", seconds=10 } } }
say(format("Guided %d, %s.", g.seconds, tostring(g.finished)))
local s = sit { id="quiet", minutes=1, bells={ "bell", "bell" } }
say(format("Sat %d, %s.", s.seconds, tostring(s.finished)))
