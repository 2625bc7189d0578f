-- expect: trouble
module { id="text-long-walk", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = "a b c d e f g h "
for i = 1, 16 do s = s .. s end
while true do s = text.upper(text.lower(s)) local w = text.words(s) end
