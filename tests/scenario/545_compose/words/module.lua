module { id="words", version="1.0", title="Words", minutes=1, kind="cbt", api=1, language="ja" }
ask.text { id="thought", text="What went through your mind?", lines=3 }
ask.choice { id="mood", text="How is your mood?", options={ { "sad", "Sad" }, { "calm", "Calm" } } }
