module { id="stay", version="1.0.0", title="Stay", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.text { id="a", text="A?" }
ask.text { id="b", text="B?", optional=true }
say "End {a}."
