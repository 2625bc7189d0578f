-- expect: trouble
module { id="cyclic-options", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local options = { { "a", "A" } }
list.add(options, options)
ask.choice { id="which", text="Which?", options=options }
