-- expect: trouble 3 pcall
module { id="word-pcall", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
pcall(say, "x")
