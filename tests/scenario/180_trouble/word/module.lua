module { id="word", version="1.0.0", title="Word", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
sya "Hello"
