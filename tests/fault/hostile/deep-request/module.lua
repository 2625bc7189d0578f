-- expect: trouble
module { id="deep-request", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local t = { "x" }
for i = 1, 5000 do t = { t } end
ask.choice { id="which", text="Which?", options=t }
