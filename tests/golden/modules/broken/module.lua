module { id="broken", version="1.0.0", title="Broken", summary="For looking at.", minutes=1, kind="cbt", api=1, language="en" }
say { txet="A mistake." }
