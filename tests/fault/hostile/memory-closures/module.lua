-- expect: trouble
module { id="memory-closures", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local keep = nil
while true do local before = keep keep = function() return before end end
