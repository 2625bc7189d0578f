instrument {
  id="wrong", version="1.0", title="Wrong", licence="None", source="None", lisence="typo",
  direction="lower is good", range={0, 6}, codes={ loinc_panel="44249-2" },
  important_change={ value=0 },
  bands_source="Nobody",
  bands={ { from=0, to=2, id="low", label="Low" }, { from=4, to=6, id="high", label="High" } },
  groups={ { id="g", when={ all={ { item="later", value=1 } } } } },
  items={
    { id="a", ask="choice", text="A?", options={ { 0, "No" }, { 0, "Yes" } }, code="44250-8" },
    { id="a", ask="scales", text="Again?" },
    { id="harm", ask="choice", text="Harm?", risk={ from=4 }, options={ { 0, "No" }, { 3, "Yes" } } },
    { id="told", ask="text", text="Told?", risk={ from=1 }, in_score=false },
    { id="b", ask="scale", from=5, to=5, text="B?", group="h", about="c" },
    { id="later", ask="scale", text="Later?", group="g", when={ any={ { item="b", op="~", value=1 } } } },
  },
  score=function(answers) return 7, "low" end,
}
