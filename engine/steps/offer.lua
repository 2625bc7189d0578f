-- offer: another module, inside this one.
local kit = require "steps.kit"
local tr = kit.tr

return {
    kind = "offer",
    help = 'Offers another module. Returns "done", "stopped" or "declined".',
    example = 'offer { module="breathing-space", text="Would you like a quiet breathing space?" }',
    fields = {
        { name = "module", type = "id", required = true, help = "Id of the module." },
        { name = "text", type = "text", help = "The question." },
        { name = "id", type = "id", help = "Name of the answer." },
    },
    page = function(def, state)
        local body = kit.question(def.text or tr("Would you like to do this now?"))
        local offer = state.offer
        if offer then
            body[#body + 1] = kit.entry(nil, offer.title,
                { sub = offer.minutes and kit.minutes_words(offer.minutes), icon = "leaf", tint = "primary" })
        end
        body[#body + 1] = kit.small(tr("You come back here afterwards."))
        return { column = "reading", body = body, footer = {
            back = state.can_back and kit.back() or nil,
            middle = kit.button("not_now", tr("Not now"), "ghost"),
            primary = kit.button("yes", tr("Yes"), "primary"),
        } }
    end,
    -- fields.answer: "yes" or "no" as pressed; fields.result: how the offered module ended.
    accept = function(_, fields)
        if fields.result then
            return { status = "answered", value = fields.result == "stopped" and "stopped" or "done" }
        elseif fields.answer == "yes" then
            return { status = "answered", value = "done" }
        end
        return { status = "declined", value = "declined" }
    end,
    simulate = function(_, chance)
        return { answer = chance() < 0.5 and "yes" or "no" }
    end,
    label = function(_, value)
        local words = { done = tr("Done"), stopped = tr("Stopped"), declined = tr("Not now") }
        return words[value] or tostring(value)
    end,
}
