-- expect: step
module { id="loop-screens", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
while true do say "Once more." end
