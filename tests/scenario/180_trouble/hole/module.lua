module { id="hole", version="1.0.0", title="Hole", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.scale { id="pain_before", text="Pain?" }
say "It was {pain_befor}."
