-- expect: any
module { id="minutes-odd", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
breathe { id="b", minutes=1e300, inhale=0.5, exhale=0.5 }
