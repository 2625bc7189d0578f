module { id="outer", version="1.0.0", title="Outside", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say "Before."
local how = offer { module="inner", text="Would you like the inner one?" }
say("It was " .. how .. ".")
