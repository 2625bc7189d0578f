-- expect: trouble 3 require
module { id="word-require", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
require "os"
