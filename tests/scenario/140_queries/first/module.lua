module { id="first", version="1.0.0", title="First", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say(format("Done %d, recalled %s, last %s.", times_done("first"), tostring(recall("plan")), tostring(last("peg"))))
local which = pick { id="which", from={ "a", "b", "c", "d", "e", "f", "g", "h" } }
local order = shuffle { id="order", list={ "1", "2", "3", "4", "5", "6", "7", "8" } }
say("Picked " .. which .. ", order " .. list.join(order, "") .. ".")
say("Today is " .. today() .. ", for " .. patient.name .. ".")
local n = ask.scale { id="n", text="How many?" }
record { id="relief", value=n * 2, unit="points" }
remember { id="plan", value=n }
tell_therapist { id="note", text="They said {n}.", level="attention" }
say "Kept."
