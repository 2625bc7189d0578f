module { id="who", version="1.0.0", title="Who", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say("This is " .. patient.name .. ".")
local before = recall("word")
local w = ask.choice { id="w", text="Which?", options={ { "one", "One" }, { "two", "Two" } } }
remember { id="word", value=w }
say("Before " .. tostring(before) .. ".")
