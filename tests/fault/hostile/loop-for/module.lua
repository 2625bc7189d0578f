-- expect: trouble
module { id="loop-for", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
for i = 1, math.floor(1e18) do local x = i end
