-- expect: trouble
module { id="recursion", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local function f(n) return 1 + f(n + 1) end
say("Never " .. f(1))
