instrument { id="throws", version="1", language="en", title="T", patient_title="T", licence="x", source="x", recall="now", direction="lower is better", range={0,10}, missing="x",
  items={ { id="a", ask="scale", from=0, to=10, text="How much?", low="none", high="most" } },
  score=function(answers)
    return answers.b + 1
  end }
