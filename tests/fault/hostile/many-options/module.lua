-- expect: any
module { id="many-options", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local options = {}
for i = 1, 100000 do list.add(options, { i, "Option " .. i }) end
ask.choice { id="which", text="Which?", options=options }
