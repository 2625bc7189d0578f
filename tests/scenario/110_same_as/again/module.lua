module { id="again", version="1.0.0", title="Again", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
ask.scale { id="before", text="Before?", from=0, to=20, step=5, low="Low end", high="High end" }
ask.scale { id="after", same_as="before", text="After?" }
ask.choice { id="one", text="One?", options={ { "x", "First X" }, { "y", "Second Y" } } }
ask.choice { id="two", same_as="one", text="Two?" }
