module { id="good", version="1.0.0", title="Good", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say "All is well."
