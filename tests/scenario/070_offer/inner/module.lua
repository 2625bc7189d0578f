module { id="inner", version="1.0.0", title="Inside", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
say "I am inside."
ask.yes { id="ok", text="All right?" }
