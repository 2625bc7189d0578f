module { id="words", version="1.0.0", title="Helpers", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local t = { b=2, a=1, c=3 }
local seen = {}
for name, n in pairs(t) do list.add(seen, name .. n) end
say(list.join(seen, ","))
say(format("%d %.1f %s", round(2.5), round(2.345, 1), text.upper("ä") .. text.lower("ÄB") .. text.trim("  x ")))
say(tostring(text.contains("Hello world", "world")) .. list.count(text.words("one two  three")) .. tostring(math.floor(2.7)))
