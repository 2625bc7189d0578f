module { id="read", version="1.0.0", title="Reading", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say { title="Hello", text="First **bold** words." }
say "Second screen."
say { title="Third", text=[[
A paragraph with a {{ brace.

- one
- two]] }
