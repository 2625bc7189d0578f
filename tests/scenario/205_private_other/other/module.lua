module { id="other", version="1.0.0", title="Other", summary="For a test.", minutes=1, kind="education", api=1 }
local who = ask.choice { id="who", text="Who helps?", options={ { "friend", "A friend" }, { "nobody", "Nobody" } },
                         other="Somebody else" }
record { id="helper", value=who }
