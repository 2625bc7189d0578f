instrument {
  id="pgic", version="1.0", language="en",
  title="PGIC: patient global impression of change",
  patient_title="How things have changed",
  licence="Generic seven-point rating. Free to use.",
  source="Guy W. ECDEU Assessment Manual for Psychopharmacology. US Department of Health, Education and Welfare, 1976",
  recall="since treatment began",
  direction="lower is better",
  range={1, 7}, decimals=0,
  bands={
    { from=1, to=2, id="improved", label="Much or very much improved" },
    { from=3, to=7, id="not_improved", label="Less than much improved" },
  },
  bands_source="Farrar JT, Young JP, LaMoreaux L, et al. Pain 2001;94(2):149-158: 1 and 2 stand for an important change",
  missing="No total when the question is skipped.",
  items={
    { id="change", short="Change", ask="choice",
      text="Since the start of treatment, my overall status is",
      options={
        { 1, "Very much improved" },
        { 2, "Much improved" },
        { 3, "Minimally improved" },
        { 4, "No change" },
        { 5, "Minimally worse" },
        { 6, "Much worse" },
        { 7, "Very much worse" },
      } },
  },
  score=function(answers)
    local change = answers.change
    if change == nil then return nil, nil end
    if change <= 2 then return change, "improved" end
    return change, "not_improved"
  end,
}
