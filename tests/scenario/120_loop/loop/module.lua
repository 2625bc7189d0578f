module { id="loop", version="1.0.0", title="Loop", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local sum = 0
for n = 1, 3 do
  sum = sum + ask.scale { id="pain", text="Pain now?" }
  say("Round " .. n .. ": {pain}.")
end
say("Sum " .. sum .. ".")
