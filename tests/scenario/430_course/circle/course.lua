course {
  id="circle", version="1.0.0", title="A circle", summary="Nobody can begin.", weeks=2,
  measures={ { instrument="peg", at={ "start", "sometimes" } } },
  units={
    { module="breathing-space", week=1, after="sit-to-stand", practise="daily" },
    { module="sit-to-stand", week=3, after="breathing-space", practice="often" },
  },
}
