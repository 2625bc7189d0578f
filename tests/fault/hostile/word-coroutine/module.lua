-- expect: trouble 3 coroutine
module { id="word-coroutine", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
coroutine.yield { kind="say" }
