module { id="plain", version="1.0.0", title="Plain", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.text { id="words", text="Words?" }
