-- finish: ends the module. Its words stand on the app's own closing screen.
local kit = require "steps.kit"
local tr = kit.tr

return {
    kind = "finish",
    help = "Ends the module here. The outcome goes to the record, the text to the patient.",
    example = 'finish { outcome="stopped_pain", text="You listened to your body." }',
    fields = {
        { name = "outcome", type = "id", default = "completed", help = "How it ended, for the record." },
        { name = "text", type = "text", help = "The closing words for the patient." },
        { name = "tell_therapist", type = "message", help = "A message to the clinic, or {text=, level=}." },
        { name = "id", type = "id", help = "Rarely needed." },
    },
    page = function(def)
        return {
            column = "reading",
            body = kit.list(2, kit.heading(tr("That is today done.")), def.text and kit.text(def.text)),
            footer = { primary = kit.continue() },
        }
    end,
    accept = function()
        return { status = "answered" }
    end,
    simulate = function()
        return {}
    end,
}
