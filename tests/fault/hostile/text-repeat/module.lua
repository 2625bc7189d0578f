-- expect: trouble 3
module { id="text-repeat", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local s = ("x"):rep(1000000000)
say(s)
