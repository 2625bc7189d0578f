module { id="told", version="1.0.0", title="Told", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.text { id="words", text="Words?" }
ask.choice { id="pick_one", text="Which?", options={ { "a", "First" } }, other="Something else" }
ask.scale { id="pain", text="How strong is it when you think of {words}?" }
review { "words", "pain" }
finish { text="You wrote {words}." }
