module { id = "outer", version = "1.0.0", title = "Outer", minutes = 3, kind = "education", api = 1, language = "en" }
say "Outside."
offer { module = "poison", text = "Would you like to?" }
say "Outside again."
