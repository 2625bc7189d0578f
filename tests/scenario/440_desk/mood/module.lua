module { id="mood", version="1.0.0", title="Your mood", summary="For a test.", minutes=3, kind="measure", api=1, language="en" }
instrument { id="phq-9" }
say "After the questions."
