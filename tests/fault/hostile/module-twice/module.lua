-- expect: trouble 3
module { id="module-twice", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
module { id="module-twice", version="1.0.0", title="T", summary="s", minutes=1, kind="education", api=1, language="en" }
