-- expect: trouble
say "First."
module { id="module-late", version="1.0.0", title="T", summary="s", minutes=1, kind="education", api=1, language="en" }
