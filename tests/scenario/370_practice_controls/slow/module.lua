module { id="slow", version="1.0.0", title="Slow", summary="For a test.", minutes=5, kind="mindfulness", api=1, language="en" }
listen { id="l", minutes=5, start=true }
say "After."
