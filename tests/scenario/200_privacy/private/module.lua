module { id="private", version="1.0.0", title="Private", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.text { id="words", text="Words?" }
ask.text { id="more", text="More?", context={ "words" } }
ask.scale { id="pain", text="Pain?" }
say "You said: {words}"
