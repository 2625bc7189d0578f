module { id = "poison", version = "1.0.0", title = "Poison", minutes = 3, kind = "exercise", api = 1, language = "en" }
say "First."
breathe { id = "calm", minutes = 1 }
local n = ask.scale { id = "pain", text = "Your pain now?" }
say { text = "Pain " .. tostring(n) }
say "After."
