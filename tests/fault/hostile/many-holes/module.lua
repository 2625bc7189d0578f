-- expect: any
module { id="many-holes", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
ask.yes { id="a", text="Yes?" }
local s = "{a}{a}{a}{a}{a}{a}{a}{a}"
for i = 1, 11 do s = s .. s end
say(s)
