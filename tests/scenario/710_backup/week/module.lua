module { id="week", version="1.0.0", title="Your week", summary="For a test.", minutes=2, kind="measure", api=1, language="en" }
local peg = instrument { id="peg" }
say(format("Total %s, complete %s.", tostring(peg.total), tostring(peg.complete)))
say(format("Last %s.", tostring(last("peg"))))
