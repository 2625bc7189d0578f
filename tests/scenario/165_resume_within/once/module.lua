module { id="once", version="1.0.0", title="Once", summary="For a test.", minutes=1, kind="education", api=1,
         resume_within="1 day" }
ask.scale { id="pain", text="Pain now?" }
ask.scale { id="later", text="Pain later?" }
