-- expect: trouble 3 os
module { id="word-os", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
os.execute("touch /tmp/balm-was-here")
