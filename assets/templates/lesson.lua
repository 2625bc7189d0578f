-- A lesson: a few short pages, one question that makes it the patient's own.
-- Lines that begin with two dashes are notes for you; patients do not see them.
module {
  id="@ID@", version="0.1.0",
  title="@TITLE@",
  summary="One sentence about what this is for.",
  minutes=5, kind="education", api=1, language="en",
  sources={ "Name the evidence this rests on." },
}

say {
  title="@TITLE@",
  text=[[
Say one thing here, in short sentences.

- One idea in each line.
- Plain words.]],
}

local fits = ask.choice {
  id="fits",
  text="Does this fit your own life?",
  options={ {"yes", "Yes, often"}, {"some", "Sometimes"}, {"no", "Not really"} },
}

if fits ~= "no" then
  ask.text { id="example", text="When did you notice it last?", example="On Tuesday, after washing up.", optional=true }
end

finish { text="Thank you. One small thing noticed is enough for today." }
