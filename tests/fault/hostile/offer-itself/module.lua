-- expect: offer
module { id="offer-itself", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
offer { module="offer-itself", text="Once more?" }
