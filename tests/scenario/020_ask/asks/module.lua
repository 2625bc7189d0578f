module { id="asks", version="1.0.0", title="Questions", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.text { id="what", text="What happened?", example="I fell.", starters={ "I was", "I saw" }, lines=3 }
ask.choice { id="mood", text="How is your mood?", options={ { "sad", "Sad" }, { "calm", "Calm" } } }
ask.choice { id="place", text="Where?", options={ { "home", "At home" } }, other="Somewhere else" }
ask.many { id="hard", text="What was hard?", options={ { "a", "Stairs" }, { "b", "Bags" }, { "c", "Doors" } }, at_most=2 }
ask.yes { id="slept", text="Did you sleep?" }
ask.scale { id="pain", text="How strong is your pain?", low="None", high="Worst" }
ask.scale { id="percent", text="How sure are you?", from=0, to=100, step=10 }
ask.number { id="walked", text="How long did you walk?", from=0, to=300, unit="minutes" }
