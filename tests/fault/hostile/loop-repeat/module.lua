-- expect: trouble
module { id="loop-repeat", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
repeat local x = 1 until false
