module { id = "spoken", version = "1.0.0", title = "Spoken", minutes = 1, kind = "education", api = 1, language = "en" }
say { text = "The voice is recorded.", voice = "voice.ogg" }
say "The end"
