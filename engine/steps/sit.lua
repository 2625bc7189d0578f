-- sit: quiet time with a bell at both ends.
local kit = require "steps.kit"
local practice = require "steps.practice"
local tr = kit.tr

return practice.declare {
    kind = "sit",
    help = "Quiet time, with bells at the start and the end.",
    example = 'sit { id="quiet", minutes=5, bells={"bell", "bell"}, ambience="waves" }',
    fields = practice.fields {
        { name = "minutes", type = "minutes", default = 5, help = "How long." },
        { name = "bells", type = "bells", help = "Sounds: the first at the start, the last at the end." },
        { name = "ambience", type = "media", help = "A sound that goes on softly." },
    },
    finish = function(def)
        def.seconds = def.minutes * 60
    end,
    page = function(def, state)
        local body = {
            kit.heading(def.title or tr("Quiet time")),
            { t = "pacer", plain = true, label = tr("Quiet time") },
            { t = "clock", text_left = tr("%s left") },
            kit.small(tr("If your mind wanders, come back gently.")),
        }
        local tools = (def.bells or def.ambience) and { "sound", "text", "help" } or nil
        return { column = "reading", center = true, body = body, tools = tools, footer = practice.footer(def, state) }
    end,
}
