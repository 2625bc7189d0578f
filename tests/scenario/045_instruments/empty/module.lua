module { id = "empty", version = "1.0.0", title = "Empty", minutes = 5, kind = "measure", api = 1, language = "en" }
instrument { id = "isi" }
