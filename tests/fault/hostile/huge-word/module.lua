-- expect: any
module { id="huge-word", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = "x"
for i = 1, 15 do s = s .. s end
say { title=s, text=s }
