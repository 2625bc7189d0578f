module { id="done", version="1.0.0", title="Done", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say "One."
