module { id = "asks", version = "1.0.0", title = "Asks", minutes = 1, kind = "measure", api = 1, language = "en" }
ask.scale { id = "before", text = "Pain before?" }
instrument { id = "throws" }
say "After it"
