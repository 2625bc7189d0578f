-- expect: trouble other.lua
module { id="include-loop", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
include "other"
