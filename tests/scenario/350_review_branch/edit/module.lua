module { id="edit", version="1.0.0", title="Edit", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local way = ask.choice { id="way", text="Which way?", options={ { "left", "Left" }, { "right", "Right" } } }
if way == "left" then ask.scale { id="left_pain", text="Left pain?" } else ask.scale { id="right_pain", text="Right pain?" } end
ask.scale { id="mood", text="Mood?" }
review { "way", "mood", title="Look again" }
say "Way {way}, mood {mood}."
