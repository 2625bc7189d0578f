module { id="more", version="1.0.0", title="Body and course", summary="For looking at.", minutes=3, kind="measure", api=1, language="en" }
ask.body { id="where", text="Where does it hurt today?" }
chart { of="peg", title="How much pain got in the way" }
