-- expect: trouble
module { id="word-env", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
_ENV.say = nil
say "x"
