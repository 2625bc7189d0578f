-- expect: trouble 3
module { id="word-string", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = string.rep("x", 1000)
