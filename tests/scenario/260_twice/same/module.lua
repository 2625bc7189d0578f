module { id="same", version="1.0.0", title="Same", summary="For a test.", minutes=3, kind="mindfulness", api=1, language="en" }
say { title="Same", text="The same for everybody." }
ask.scale { id="pain", text="Pain?" }
ask.text { id="words", text="Words?" }
breathe { id="calm", minutes=1 }
local one = pick { id="one", from={ 1, 2, 3, 4, 5, 6, 7, 8, 9 } }
record { id="half", value=4.5 }
say "End."
