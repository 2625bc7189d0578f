-- expect: step then trouble 4
module { id="loop-after-answer", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
say "All is well so far."
while true do local x = 1 end
