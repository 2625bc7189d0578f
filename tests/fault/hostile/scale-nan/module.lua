-- expect: trouble 3
module { id="scale-nan", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
ask.scale { id="s", text="How much?", from=0 / 0, to=10 }
