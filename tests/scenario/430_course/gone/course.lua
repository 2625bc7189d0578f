course {
  id="gone", version="1.0.0", title="A module left", summary="x", weeks=2,
  units={
    { module="breathing-space", week=1 },
    { module="was-here", week=2, after="never-was" },
  },
}
