-- A thought record in five steps. What a patient writes stays private until they share it.
module {
  id="@ID@", version="0.1.0",
  title="@TITLE@",
  summary="Look at one thought, and find a fairer one.",
  minutes=10, kind="cbt", api=1, language="en",
  sources={ "Name the evidence this rests on." },
}

ask.text { id="situation", text="What happened?", example="My back seized up while I was washing up.", lines=4 }
ask.text { id="thought", text="What went through your mind?", context={"situation"}, lines=4,
           starters={"The worst part is ", "This means I "} }
local before = ask.scale { id="belief", text="How much do you believe it, from 0 to 100?", from=0, to=100, step=10,
                           low="Not at all", high="Completely", context={"thought"} }
ask.text { id="balanced", text="What would be a fairer way to see it?", context={"thought"}, lines=4 }
local after = ask.scale { id="belief_after", text="How much do you believe the first thought now?", same_as="belief",
                          context={"thought", "balanced"} }

record { id="belief_change", value=before - after, unit="percent" }
review { "situation", "thought", "balanced", title="Your thought record" }
finish { text="You looked at one thought closely. That is the whole exercise." }
