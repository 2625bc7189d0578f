instrument {
  id="right", version="1.0", title="Right", licence="None", source="None",
  direction="lower is better", range={0, 2}, decimals=1, bands_source="Nobody",
  bands={ { from=0, to=0.9, id="low", label="Low" }, { from=1, to=2, id="high", label="High" } },
  items={ { id="a", ask="choice", text="A?", options={ { "n", "No", points=0 }, { "y", "Yes", points=2 } } } },
  score=function(answers)
    if answers.a == nil then return nil, nil end
    return answers.a == "y" and 2 or 0, answers.a == "y" and "high" or "low"
  end,
}
