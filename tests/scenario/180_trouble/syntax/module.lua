module { id="syntax", version="1.0.0", title="Syntax", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say "Hello
