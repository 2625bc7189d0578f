-- A published questionnaire, word for word, from the folder instruments/.
module {
  id="@ID@", version="0.1.0",
  title="@TITLE@",
  summary="A few questions about the past week.",
  minutes=2, kind="measure", api=1, language="en",
  sources={ "Krebs EE et al. J Gen Intern Med 2009;24:733-738 (PEG)" },
}

say "A few short questions. There is no wrong answer, and you may skip any of them."
instrument { id="peg" }
finish { text="Thank you. Your care team can see how your week was." }
