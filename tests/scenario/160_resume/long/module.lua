module { id="long", version="1.0.0", title="Long", summary="For a test.", minutes=12, kind="mindfulness", api=1, language="en" }
ask.scale { id="pain", text="Pain?" }
ask.text { id="words", text="Words?", lines=3 }
breathe { id="calm", minutes=10 }
say "End."
