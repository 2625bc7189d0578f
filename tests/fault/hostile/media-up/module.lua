-- expect: any
module { id="media-up", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
say { text="A picture from elsewhere.", picture="../../../etc/passwd", alt="x" }
