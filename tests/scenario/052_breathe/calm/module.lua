module { id="calm", version="1.0.0", title="Breathing", summary="For a test.", minutes=1, kind="mindfulness", api=1, language="en" }
local b = breathe { id="calm", minutes=1, inhale=4, hold=0, exhale=6, rest=0 }
say(format("%d seconds, %d breaths, %s.", b.seconds, b.breaths, tostring(b.finished)))
