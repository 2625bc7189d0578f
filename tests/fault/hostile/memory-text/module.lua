-- expect: trouble
module { id="memory-text", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = "abcdefghij"
while true do s = s .. s end
