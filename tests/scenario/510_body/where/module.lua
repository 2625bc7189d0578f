module { id="where", version="1.0.0", title="Where it hurts", summary="For a test.", minutes=3, kind="measure", api=1, language="en" }

local places = ask.body { id="places", text="Where does it hurt today?" }
record { id="count", value=list.count(places) }
say { text="You said: {places}." }
local more = ask.body { id="more", text="Anything else?", optional=true, context={"places"} }
if more == nil then
  say { text="Skipped." }
end
form { id="both", title="Once more", fields={ {ask="body", id="worst", text="Where is it worst?"}, {ask="scale", id="pain", text="How strong?"} } }
review { "places", "more", "worst" }
