-- say: something to read, perhaps with a picture.
local kit = require "steps.kit"

return {
    kind = "say",
    help = "A screen to read: a heading, text in small Markdown, and a picture.",
    example = 'say { title="When the alarm stays on", text="Pain is an alarm.", picture="alarm.svg", alt="An alarm" }',
    fields = {
        { name = "text", type = "text", required = true, help = "What the patient reads, in small Markdown." },
        { name = "title", type = "text", help = "The heading." },
        { name = "picture", type = "media", help = "A picture: SVG, PNG, JPEG or WebP." },
        { name = "alt", type = "text", help = "What the picture shows, for people who do not see it." },
        { name = "voice", type = "media", help = "A recording of the text." },
        { name = "context", type = "context", help = "Ids of earlier answers to show above it as quotes." },
        { name = "id", type = "id", help = "Name of the screen. Rarely needed." },
    },
    page = function(def, state)
        local body = {}
        kit.quotes(state, body)
        if def.title then
            body[#body + 1] = kit.heading(def.title)
        end
        local file = state.picture or (state.media and state.media.picture)
        if file then
            body[#body + 1] = { t = "picture", file = file, alt = def.alt or "" }
        elseif def.picture and def.alt then
            body[#body + 1] = kit.small(def.alt)
        end
        -- A single short paragraph reads best large.
        local short = #def.text <= 160 and not def.text:find("[\n#]")
        local plain = not def.text:find("[*#]") and not def.text:find("^%s*%-") and not def.text:find("^%s*%d+%. ")
        body[#body + 1] = short and plain and kit.lead(def.text) or kit.text(def.text)
        local tools = def.voice and { "listen", "text", "help" } or nil
        return { column = "reading", body = body, footer = kit.footer(state, false), tools = tools }
    end,
    accept = function()
        return { status = "answered" }
    end,
    simulate = function()
        return {}
    end,
}
