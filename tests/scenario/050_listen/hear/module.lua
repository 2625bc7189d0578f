module { id="hear", version="1.0.0", title="Listening", summary="For a test.", minutes=1, kind="mindfulness", api=1, language="en" }
local heard = listen { id="heard", minutes=1, cues={ { at="0:00", show="Arrive" }, { at="0:30", show="Half way" } } }
say(format("Finished %s after %d.", tostring(heard.finished), heard.seconds))
