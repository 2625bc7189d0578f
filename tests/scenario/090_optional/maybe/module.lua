module { id="maybe", version="1.0.0", title="Perhaps", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local w = ask.text { id="words", text="Any words?", optional=true }
local n = ask.scale { id="pain", text="Pain?", optional=true }
local must = ask.yes { id="must", text="Sure?" }
say(format("Words %s, pain %s.", tostring(w), tostring(n)))
say "A hole: [{words}]"
