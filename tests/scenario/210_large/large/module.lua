module { id="large", version="1.0.0", title="Large letters", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say { title="A heading of some length for a small screen", text="Words that are large enough to be read from the other side of the room, and need more than one line." }
ask.choice { id="mood", text="How is your mood at the moment?", options={ { "a", "Very sad indeed" }, { "b", "Somewhat sad" }, { "c", "Neither sad nor glad" }, { "d", "Glad" }, { "e", "Very glad" } } }
ask.scale { id="pain", text="How strong is your pain?", low="No pain", high="Worst pain you can imagine" }
ask.text { id="words", text="Words?", lines=6 }
breathe { id="calm", minutes=1 }
