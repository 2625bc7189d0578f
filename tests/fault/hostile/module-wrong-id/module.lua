-- expect: any
module { id="another-name", version="1.0.0", title="T", summary="s", minutes=1, kind="education", api=1, language="en" }
say "x"
