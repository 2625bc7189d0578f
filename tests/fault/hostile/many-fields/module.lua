-- expect: any
module { id="many-fields", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
local fields = {}
for i = 1, 300 do list.add(fields, { ask="scale", id="f" .. i, text="Field " .. i }) end
form { id="all", title="Everything", fields=fields }
