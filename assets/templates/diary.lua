-- A short diary: all on one page.
module {
  id="@ID@", version="0.1.0",
  title="@TITLE@",
  summary="A minute to note how today was.",
  minutes=1, kind="diary", api=1, language="en",
  sources={ "Name the evidence this rests on." },
}

form {
  id="day", title="How was today?",
  fields={
    { ask="scale", id="pain", text="Pain today", low="No pain", high="Worst pain you can imagine" },
    { ask="number", id="sleep", text="Hours of sleep last night", from=0, to=24, unit="hours" },
    { ask="text", id="note", text="Anything to remember?", optional=true },
  },
}
finish { text="Noted. Thank you." }
