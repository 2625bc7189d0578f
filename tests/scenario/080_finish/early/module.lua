module { id="early", version="1.0.0", title="Early", summary="For a test.", minutes=2, kind="education", api=1, language="en" }
local go = ask.yes { id="go", text="Go on?" }
if not go then
  finish { outcome="not_today", text="That is fine.", tell_therapist="Did not go on: {go}." }
end
say "On."
