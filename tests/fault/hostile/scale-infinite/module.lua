-- expect: trouble 3
module { id="scale-infinite", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
ask.number { id="s", text="How much?", from=-1 / 0, to=1 / 0, step=1 / 0 }
