module { id="trial", version="1.0.0", title="Trial", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.text { id="words", text="Words?" }
breathe { id="calm", minutes=1 }
