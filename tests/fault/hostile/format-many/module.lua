-- expect: any
module { id="format-many", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = "%99s"
for i = 1, 12 do s = s .. s end
say(format(s, 1))
