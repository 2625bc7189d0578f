module { id = "m", title = "M" }
local w = include "words"
guide { id = "g", cues = { { "Tense", seconds = 7 }, { "Rest" } } }
goto done
do local function f(n) return n > 0 and f(n - 1) or ask.yes { id = "y", text = "?" } end f(3) end
::done::
