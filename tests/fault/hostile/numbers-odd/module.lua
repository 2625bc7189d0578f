-- expect: any
module { id="numbers-odd", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
say(format("%d %s", round(1e300), tostring(math.floor(-1 / 0))))
