module { id="one", version="1.0.0", title="One", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.yes { id="ok", text="All right?" }
