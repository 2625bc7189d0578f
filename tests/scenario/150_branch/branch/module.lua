module { id="branch", version="1.0.0", title="Branches", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local way = ask.choice { id="way", text="Which way?", options={ { "left", "Left" }, { "right", "Right" } } }
if way == "left" then
  ask.scale { id="left_pain", text="Pain on the left?" }
  record { id="left_record", value=1 }
else
  ask.scale { id="right_pain", text="Pain on the right?" }
  record { id="right_record", value=2 }
end
ask.scale { id="mood", text="Mood?" }
