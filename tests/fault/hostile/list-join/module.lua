-- expect: trouble
module { id="list-join", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local t = {}
for i = 1, 100000 do list.add(t, "0123456789012345678901234567890123456789") end
while true do local s = list.join(t, ", ") end
