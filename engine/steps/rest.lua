-- rest: a pause with a ring that fills.
local kit = require "steps.kit"
local practice = require "steps.practice"
local tr = kit.tr

return practice.declare {
    kind = "rest",
    help = "A pause between two things. It can be ended at any time.",
    example = 'rest { seconds=60, text="Sit back. Let your legs be loose." }',
    fields = practice.fields {
        id_optional = true,
        { name = "seconds", type = "time", default = 60, help = 'How long, in seconds or as "m:ss".' },
        { name = "text", type = "text", help = "What to do meanwhile." },
    },
    check = function(def)
        if def.seconds <= 0 then
            return '"seconds" is 0. Give the pause some time.'
        end
    end,
    page = function(def, state)
        local body = kit.list(4,
            kit.heading(def.title or tr("Time to rest")),
            def.text and (def.text:find("[\n*#]") and kit.text(def.text) or kit.lead(def.text)),
            { t = "pacer", plain = true, label = tr("Rest") },
            { t = "clock", text_left = tr("%s left") })
        return { column = "reading", center = true, body = body, footer = practice.footer(def, state) }
    end,
}
