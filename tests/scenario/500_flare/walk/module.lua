module { id="walk", version="1.0.0", title="A walk", summary="For a test.", minutes=2, kind="exercise", api=1, language="en" }
ask.scale { id="before", text="Pain now?", low="None", high="Worst" }
breathe { id="calm", minutes=1, inhale=4, exhale=6 }
ask.scale { id="after", text="And after?", same_as="before" }
