module { id="note", version="1.0.0", title="A note", kind="cbt", minutes=2, language="en" }
ask.text { id="thought", text="What went through your mind?" }
ask.text { id="plan", text="What could you try?" }
tell_therapist { id="talk", text="Would like to talk about work", level="attention" }
