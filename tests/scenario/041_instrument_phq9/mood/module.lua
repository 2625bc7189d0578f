module { id="mood", version="1.0.0", title="Your mood", summary="For a test.", minutes=3, kind="measure", api=1, language="en" }
local phq = instrument { id="phq-9" }
say(format("Total %s, band %s.", tostring(phq.total), tostring(phq.band)))
