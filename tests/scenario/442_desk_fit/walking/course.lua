course {
  id="walking", version="1.0.0", title="Walking", summary="A little on most days.", weeks=4,
  measures={ { instrument="peg", module="check-in", at={ "start", "end" } } },
  units={
    { module="pacing-walk", week=1, practice="4 per week", because="Small steps." },
    { module="breathing-space", week=2, practice="5 per week", because="A pause." },
  },
}
