module { id="write", version="1.0.0", title="Write", kind="diary", api=1, language="en" }
ask.text { id="note", text="What was good?", lines=4 }
ask.number { id="steps", text="How many steps?", from=0, to=99999 }
ask.time { id="bed", text="When did you go to bed?" }
