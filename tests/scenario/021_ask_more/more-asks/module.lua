module { id="more-asks", version="1.0.0", title="Questions", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.time { id="bed", text="When did you go to bed?" }
ask.date { id="since", text="Since when?" }
ask.list { id="good", text="What went well?", at_most=2 }
