-- expect: any
module { id="offer-path", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
offer { module="../../etc", text="Would you?" }
