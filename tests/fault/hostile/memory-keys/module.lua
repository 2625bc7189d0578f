-- expect: trouble
module { id="memory-keys", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local t, n = {}, 0
while true do n = n + 1 t["key" .. n] = "value" .. n end
