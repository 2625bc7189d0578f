-- expect: fallback
module { id="media-missing", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
listen { id="l", audio="gone.ogg", text="Words to read." }
