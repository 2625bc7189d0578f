module { id="calm", version="1.0.0", title="Calm", summary="For a test.", minutes=5, kind="mindfulness", api=1, language="en" }
breathe { id="calm", minutes=5 }
say "After."
