module { id = "asks", version = "1.0.0", title = "Asks", minutes = 5, kind = "measure", api = 1, language = "en" }
local own = instrument { id = "psfs" }
say { text = "Own " .. tostring(own.total) .. ", " .. tostring(own.complete) .. ", " .. tostring(own.items.activity_1) }
local pairs_of = instrument { id = "phq-4" }
say { text = "Anxiety " .. tostring(pairs_of.subscales.anxiety.total) .. ", total " .. tostring(pairs_of.total) }
local night = instrument { id = "sleep-diary" }
say { text = "Night " .. tostring(night.total) .. " " .. tostring(night.items.lights_out) }
