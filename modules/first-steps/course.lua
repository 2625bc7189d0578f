course {
  id="first-steps", version="1.0.0",
  title="First steps",
  summary="Six weeks of small steps: a calmer breath, a kinder thought, a stronger body.",
  weeks=6,
  measures={
    { instrument="peg", module="check-in", at={ "start", "every 2 weeks", "end" } },
  },
  units={
    { module="breathing-space", week=1, practice="5 per week",
      because="A short daily pause is the base for the rest." },
    { module="thought-record", week=2, after="breathing-space", practice="2 per week",
      because="Pain brings hard thoughts. Writing one down makes it easier to look at." },
    { module="sit-to-stand", week=3, after="breathing-space", practice="3 per week",
      because="Standing up is part of every day. Stronger legs make it easier." },
  },
}
