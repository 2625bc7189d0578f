-- expect: trouble 3 load
module { id="word-load", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
load("say 'x'")()
