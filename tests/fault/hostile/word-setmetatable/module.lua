-- expect: trouble 3 setmetatable
module { id="word-setmetatable", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
setmetatable({}, { __gc=function() end })
