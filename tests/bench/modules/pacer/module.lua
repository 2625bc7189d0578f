module { id="pacer", version="1.0", title="A pacer", minutes=10, kind="mindfulness", api=1, language="en" }
breathe { id="calm", minutes=10, inhale=4, exhale=6 }
