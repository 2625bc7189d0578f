-- expect: trouble 4
module { id="loop-while", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local n = 0
while true do n = n + 1 end
