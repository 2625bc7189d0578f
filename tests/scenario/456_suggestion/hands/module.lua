module { id="hands", version="1.0.0", title="Warm hands", summary="A quiet minute.", minutes=2, kind="mindfulness", api=1,
         language="en", sources={ "none" } }
ask.scale { id="before", better="lower", text="How tense are you?", low="Not at all", high="Very" }
ask.scale { id="after", same_as="before", text="How tense are you now?" }
finish { text="That was it." }
