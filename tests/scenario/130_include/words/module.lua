module { id="words", version="1.0.0", title="Words", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local w = include "phrases"
local same = include "phrases"
say(w.hello .. " " .. tostring(w == same))
say(w.add(2, 3) .. "")
