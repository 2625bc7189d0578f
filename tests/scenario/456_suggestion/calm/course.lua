course {
  id="calm", version="1.0.0", title="Calm", summary="Two quiet practices.", weeks=4,
  units={ { module="hands", week=1, practice="daily" }, { module="feet", week=1, practice="daily" } },
}
