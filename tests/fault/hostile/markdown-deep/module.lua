-- expect: any
module { id="markdown-deep", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = "*"
for i = 1, 13 do s = s .. s end
say(s .. " x " .. s)
