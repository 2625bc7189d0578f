module { id="pin", version="1.0.0", title="Old title", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.scale { id="pain", text="Old question?" }
say "Old words: {pain}."
