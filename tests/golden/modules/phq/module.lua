module { id="phq", version="1.0.0", title="Your mood", summary="For looking at.", minutes=3, kind="measure", api=1, language="en" }
instrument { id="phq-9" }
