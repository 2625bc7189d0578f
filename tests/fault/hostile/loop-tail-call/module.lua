-- expect: trouble
module { id="loop-tail-call", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local function f() return f() end
f()
