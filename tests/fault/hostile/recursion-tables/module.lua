-- expect: trouble
module { id="recursion-tables", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local t = {}
local at = t
for i = 1, 100000 do at.next = {} at = at.next end
say { text="x", title=t }
