-- Help now and the safety card. Names and numbers come from the clinic's card. Nothing here claims that anyone was told.
local kit = require "steps.kit"
local tr = kit.tr

local care = {}

local function ease(ctx)
    local body = { kit.heading(tr("Ease the flare-up"), 2) }
    for _, row in ipairs(ctx.ease or {}) do
        body[#body + 1] = kit.entry(row.action or "start", row.title, { arg = row.arg or row.module, sub = row.sub,
            icon = row.icon or "leaf", tint = row.tint or "calm" })
    end
    body[#body + 1] = { t = "panel", body = {
        kit.heading(tr("Steady your breathing"), 3),
        kit.text(tr("1. Let your shoulders drop.\n2. Breathe in while you count to 4.\n"
            .. "3. Breathe out while you count to 6.\n4. Do this 10 times. Your own pace is fine too.")),
    } }
    body[#body + 1] = { t = "panel", body = {
        kit.heading(tr("Ease your position"), 3),
        kit.text(tr("Find a position that hurts less. Warmth can help. Move a little when you can.")),
    } }
    return body
end

local function talk(ctx)
    local body = { kit.heading(tr("Talk to a person"), 2) }
    if ctx.card and ctx.card.text then
        body[#body + 1] = kit.text(ctx.card.text)
    end
    for _, row in ipairs(kit.people(ctx.card)) do
        body[#body + 1] = row
    end
    body[#body + 1] = kit.small(tr("Balm has not called anyone."))
    return body
end

function care.help(ctx)
    return {
        title = tr("Help now"), sub = tr("Your place is saved"), tools = { "text" }, column = "wide",
        body = {
            kit.heading(tr("What would help right now?")),
            kit.lead(tr("Flare-ups pass. Pick one small thing, or talk to someone.")),
            { t = "columns", weights = { 1, 1 }, body = { kit.group(ease(ctx)), kit.group(talk(ctx)) } },
        },
        footer = { back = kit.back("primary"), middle = kit.small(tr("Back takes you to the same step.")) },
    }
end

function care.safety(ctx)
    local body = {
        kit.heading(tr("You do not have to carry this alone")),
        kit.lead(tr("You told us something that matters. Please talk to a person today.")),
        kit.text(tr("Tell a member of staff, or someone you trust. If you are in danger now, call your local emergency number.")),
    }
    if ctx.card and ctx.card.text then
        body[#body + 1] = kit.text(ctx.card.text)
    end
    for _, row in ipairs(kit.people(ctx.card)) do
        body[#body + 1] = row
    end
    body[#body + 1] = kit.small(tr("This program has not called anyone. Please call, or ask someone near you."))
    return { title = tr("Your safety"), tools = { "text" }, column = "reading", body = body,
             footer = { primary = kit.continue() } }
end

return care
