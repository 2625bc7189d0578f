module { id="plan", version="1.0.0", title="My flare-up plan", summary="For a test.", minutes=2, kind="plan", api=1, language="en" }
ask.text { id="first", text="What helps first?" }
finish { text="Kept for a hard day." }
