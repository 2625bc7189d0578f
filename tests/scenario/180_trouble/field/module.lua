module { id="field", version="1.0.0", title="Field", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say { txet="Hello" }
