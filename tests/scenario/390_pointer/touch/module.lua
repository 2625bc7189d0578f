module { id="touch", version="1.0.0", title="Touch", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.choice { id="mood", text="Mood?", options={ { "sad", "Sad" }, { "calm", "Calm" } } }
say "Here."
