instrument {
  id="pain-rating", version="1.0", language="en",
  title="Pain, 0 to 10: now, average and worst (NRS)",
  patient_title="Your pain",
  licence="Generic numeric rating scales. Free to use.",
  source="Farrar JT, Young JP, LaMoreaux L, et al. Clinical importance of changes in chronic pain intensity measured on an 11-point numerical pain rating scale. Pain 2001;94(2):149-158",
  recall="now and the past week",
  direction="lower is better",
  range={0, 10}, decimals=0,
  important_change={ value=2, source="Farrar JT et al. 2001: 2 points or 30 percent" },
  bands={
    { from=0, to=0, id="none", label="No pain" },
    { from=1, to=3, id="mild", label="Mild" },
    { from=4, to=6, id="moderate", label="Moderate" },
    { from=7, to=10, id="severe", label="Severe" },
  },
  bands_source="Convention; cut-offs differ between studies.",
  missing="The total is the average pain of the past week; there is none when that question is skipped.",
  items={
    { id="now", short="Now", ask="scale", from=0, to=10, code="72514-3", in_score=false,
      text="What number best describes your pain right now?",
      low="No pain", high="Worst pain you can imagine" },
    { id="average", short="Average", ask="scale", from=0, to=10,
      text="What number best describes your pain on average in the past week?",
      low="No pain", high="Worst pain you can imagine" },
    { id="worst", short="Worst", ask="scale", from=0, to=10, in_score=false,
      text="What number best describes your pain at its worst in the past week?",
      low="No pain", high="Worst pain you can imagine" },
  },
  score=function(answers)
    local pain = answers.average
    if pain == nil then return nil, nil end
    if pain == 0 then return pain, "none" end
    if pain <= 3 then return pain, "mild" end
    if pain <= 6 then return pain, "moderate" end
    return pain, "severe"
  end,
}
