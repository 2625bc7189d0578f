-- expect: trouble
module { id="memory-tables", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local t = {}
while true do list.add(t, { 1, 2, 3, 4, 5, 6, 7, 8 }) end
