-- expect: trouble
module { id="cyclic-table", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local t = { text="x" }
t.title = t
say(t)
