module { id="steps-up", version="1.0.0", title="Steps", summary="For a test.", minutes=3, kind="exercise", api=1, language="en" }

local flare = ask.yes { id="flare", text="A flare-up?" }
local done = pace { id="stairs", unit="steps", start=20, to=60, flare=flare, text="Climb the stairs slowly.", rest="2 minutes" }
record { id="climbed", value=done.did, unit="steps" }
say { text="You did {stairs}." }
chart { of="stairs", title="Your steps" }
