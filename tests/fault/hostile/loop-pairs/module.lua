-- expect: trouble
module { id="loop-pairs", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local t = { a=1 }
while true do for name, value in pairs(t) do t[name] = value + 1 end end
