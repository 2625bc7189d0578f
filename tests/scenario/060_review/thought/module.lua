module { id="thought", version="1.0.0", title="A thought", summary="For a test.", minutes=2, kind="cbt", api=1, language="en" }
ask.text { id="situation", text="What happened?" }
ask.text { id="thought", text="What did you think?", context={ "situation" } }
ask.scale { id="belief", text="How true is it?" }
review { "situation", "thought", "belief", title="Once more" }
say "You wrote: {situation} And: {thought} At {belief}."
