-- expect: any
module { id="media-absolute", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
listen { id="l", audio="/etc/passwd", minutes=1, text="Words to read." }
