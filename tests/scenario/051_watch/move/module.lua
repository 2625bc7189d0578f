module { id="move", version="1.0.0", title="Moving", summary="For a test.", minutes=2, kind="exercise", api=1, language="en" }
local set = watch { id="set", text="Stand up slowly.", reps=8, easier="Use the arms of the chair." }
say(format("Finished %s, stopped %s, reason %s.", tostring(set.finished), tostring(set.stopped), tostring(set.reason)))
