module { id="broken", version="1.0.0", title="Broken", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.scale { id="pain", text="Pain?" }
local list_of = nil
say(list_of.text)
