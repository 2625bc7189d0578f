module { id="back", version="1.0.0", title="There and back", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.scale { id="a", text="A?" }
ask.scale { id="b", text="B?" }
ask.scale { id="c", text="C?" }
say "{a} {b} {c}"
