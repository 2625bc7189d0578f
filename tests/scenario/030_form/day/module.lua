module { id="day", version="1.0.0", title="Your day", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local day = form { id="day", title="How was it?", fields={
  { ask="scale", id="pain", text="Pain today" },
  { ask="yes", id="slept", text="Slept well?" },
  { ask="text", id="note", text="A note", optional=true },
  { ask="choice", id="meal", text="Breakfast?", options={ { "y", "Eaten" }, { "n", "Not eaten" } } },
} }
say(format("Pain %d. Meal %s. Note %s.", day.pain, day.meal, tostring(day.note)))
