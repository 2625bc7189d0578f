-- expect: trouble 3 io
module { id="word-io", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local f = io.open("/etc/passwd")
