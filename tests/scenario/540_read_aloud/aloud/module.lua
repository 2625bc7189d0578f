module { id = "aloud", version = "1.0.0", title = "Read aloud", minutes = 2, kind = "education", api = 1, language = "en" }
say "# Hello\n\nThis is **one** page."
ask.scale { id = "pain", text = "How strong is your pain now?", low = "No pain", high = "Worst pain" }
ask.text { id = "words", text = "What helped?", optional = true }
breathe { id = "breath", minutes = 0.5, inhale = 4, exhale = 6 }
