module { id="twice", version="1.0.0", title="Twice", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.yes { id="same", text="One?" }
ask.yes { id="same", text="Two?" }
