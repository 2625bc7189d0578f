-- expect: trouble 3 say
module { id="word-overwrite", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
say = nil
