module { id="legs", version="1.0.0", title="Legs", summary="For a test.", minutes=3, kind="exercise", api=1, language="en" }

ask.scale { id="pain_before", text="How strong is your pain?" }
local set = watch { id="set", text="Sit and stand.", reps=8, dose={ to=12, before="pain_before", after="pain_after" } }
ask.scale { id="pain_after", same_as="pain_before", text="And now?" }
record { id="reps", value=set.reps }
