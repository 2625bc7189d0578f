module { id="own", version="1.0.0", title="Your own course", summary="For a test.", minutes=3, kind="measure", api=1, language="en" }

chart { of="peg", title="How pain got in the way" }
instrument { id="peg" }
chart { of="peg" }
ask.number { id="walked", text="How long did you walk?", from=0, to=60, unit="minutes" }
chart { of="walked", title="Your walks", text="Rest days are part of the plan." }
