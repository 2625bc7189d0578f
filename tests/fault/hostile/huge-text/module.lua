-- expect: any
module { id="huge-text", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = "Words and words. "
for i = 1, 17 do s = s .. s end
say(s)
