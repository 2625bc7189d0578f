module { id="holes", version="1.0.0", title="Holes", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.choice { id="mood", text="Mood?", options={ { "sad", "Rather sad" }, { "calm", "Calm" } } }
ask.many { id="hard", text="Hard?", options={ { "a", "Stairs" }, { "b", "Bags" } } }
ask.yes { id="slept", text="Slept?" }
ask.scale { id="pain", text="Pain?" }
record { id="twice", value=7 }
say "Mood {mood}, hard {hard}, slept {slept}, pain {pain}, record {twice}, brace {{mood}."
say { title="Title {mood}", text="x", context={ "mood", "pain" } }
