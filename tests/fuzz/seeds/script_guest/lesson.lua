module { id = "m", title = "M", minutes = 5, kind = "education", sources = { "a" }, updates = { open_sessions = "finish_old" } }
say "Hello"
local pain = ask.scale { id = "pain", text = "Now?", from = 0, to = 10 }
if pain and pain > 5 then
    tell_therapist { id = "t", text = "High", level = "urgent" }
end
for i = 1, 3 do
    local p = ask.number { id = "during", text = "Now?", from = 0, to = 10 }
    record { id = "relief", value = (pain or 0) - (tonumber(tostring(p)) or 0) }
end
review { "pain", title = "All" }
finish { outcome = "done" }
