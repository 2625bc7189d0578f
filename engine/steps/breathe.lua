-- breathe: paced breathing with a disc that grows and shrinks.
local kit = require "steps.kit"
local practice = require "steps.practice"
local tr = kit.tr

local function pace_words(def)
    local parts = { tr("In for %s"):format(kit.number(def.inhale)) }
    if def.hold > 0 then
        parts[#parts + 1] = tr("hold for %s"):format(kit.number(def.hold))
    end
    parts[#parts + 1] = tr("out for %s"):format(kit.number(def.exhale))
    if def.rest > 0 then
        parts[#parts + 1] = tr("rest for %s"):format(kit.number(def.rest))
    end
    return table.concat(parts, ", ") .. ". " .. tr("Your own pace is fine too.")
end

return practice.declare {
    kind = "breathe",
    help = "Paced breathing: a disc shows when to breathe in and out.",
    example = 'breathe { id="calm", minutes=3, inhale=4, exhale=6 }',
    fields = practice.fields {
        { name = "minutes", type = "minutes", default = 3, help = "How long." },
        { name = "inhale", type = "number", default = 4, min = 0.5, max = 30, help = "Seconds to breathe in." },
        { name = "hold", type = "number", default = 0, min = 0, max = 30, help = "Seconds to hold." },
        { name = "exhale", type = "number", default = 6, min = 0.5, max = 30, help = "Seconds to breathe out." },
        { name = "rest", type = "number", default = 0, min = 0, max = 30, help = "Seconds of rest after it." },
    },
    finish = function(def)
        def.seconds = def.minutes * 60
    end,
    complete = function(def, value)
        value.breaths = math.floor(value.seconds / (def.inhale + def.hold + def.exhale + def.rest))
    end,
    page = function(def, state)
        if practice.phase(state) == "over" then
            local body = { kit.heading(tr("That was %s of slow breathing."):format(kit.seconds_words(def.seconds):lower())),
                           kit.lead(tr("Take a moment before you go on.")) }
            return { column = "reading", body = body, footer = practice.footer(def, state) }
        end
        local body = kit.list(4,
            def.title and kit.heading(def.title, 2),
            { t = "pacer", inhale = def.inhale, hold = def.hold, exhale = def.exhale, rest = def.rest,
              label = practice.title(def, state) },
            { t = "clock", text_left = tr("%s left") },
            kit.small(pace_words(def)))
        return { column = "reading", center = true, body = body, footer = practice.footer(def, state) }
    end,
}
