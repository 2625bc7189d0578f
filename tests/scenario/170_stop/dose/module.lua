module { id="dose", version="1.0.0", title="Dose", summary="For a test.", minutes=10, kind="mindfulness", api=1, language="en" }
local b = breathe { id="calm", minutes=10 }
say(format("%d %s", b.seconds, tostring(b.finished)))
