-- expect: any
module { id="format-wide", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
say(format("%999999999d", 1))
