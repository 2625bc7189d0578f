-- expect: trouble 3
module { id="instrument-path", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
instrument { id="../../../etc/passwd" }
