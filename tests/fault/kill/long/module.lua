module { id="long", version="1.0.0", title="Long", summary="For a test.", minutes=60, kind="diary", api=1, language="en" }
for n = 1, 4000 do
  ask.scale { id="number", text="Which number?" }
  ask.text { id="words", text="Which words?" }
  say "On we go."
end
