-- Help now and the safety card. Names and numbers come from the clinic's card. Nothing here claims that anyone was told.
local kit = require "steps.kit"
local tr = kit.tr

local care = {}

-- ---- help now: first the choice, then one small thing at a time; nothing here makes a sound ----
local function ease(ctx)
    return {
        kit.heading(tr("Ease the flare-up"), 2),
        kit.entry("help_part", tr("Steady my breathing"), { arg = "breathing", sub = tr("Two minutes"), icon = "breath", tint = "calm" }),
        kit.entry("help_part", tr("My flare-up plan"), { arg = "plan", sub = ctx.plan and #ctx.plan > 0
            and tr("In your own words") or tr("Not written yet"), icon = "note", tint = "primary" }),
        kit.entry("help_part", tr("Gentle movement"), { arg = "movement", sub = tr("Lying down or in a chair"), icon = "move",
            tint = "move" }),
    }
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

local function part_footer()
    return { back = kit.back("primary"), middle = kit.small(tr("Your place is saved.")) }
end

local parts = {}

function parts.breathing()
    return {
        column = "reading", center = true,
        body = {
            { t = "pacer", inhale = 4, hold = 0, exhale = 6, rest = 0, label = tr("Breathing circle") },
            kit.small(tr("In for 4, out for 6. Your own pace is fine too.")),
        },
        footer = part_footer(),
    }
end

-- What the patient wrote for a day like this.
function parts.plan(ctx)
    local body = { kit.heading(tr("My flare-up plan")) }
    for _, note in ipairs(ctx.plan or {}) do
        body[#body + 1] = { t = "quotes", items = { { label = note.label or "", text = note.text } } }
    end
    if #body == 1 then
        body[2] = kit.lead(tr("You have not written one yet. These help many people."))
        body[3] = kit.text(tr("1. Stop, and let your shoulders drop.\n2. Do the next thing at half the pace, or leave it for later."
            .. "\n3. Use warmth, or a position that hurts less.\n4. Tell someone near you.\n5. Move a little again when it eases."))
        body[4] = kit.small(tr("On a better day, ask your therapist to help you write your own."))
    end
    return { column = "reading", body = body, footer = part_footer() }
end

function parts.movement()
    return {
        column = "reading",
        body = {
            kit.heading(tr("Gentle movement")),
            kit.lead(tr("Small and slow. Stop if it hurts more.")),
            kit.text(tr("**Lying down**\n\n1. Bend your knees, feet flat.\n2. Let both knees roll a little to one side, then to the "
                .. "other.\n3. Do this 5 times. Breathe out as they roll.")),
            kit.text(tr("**In a chair**\n\n1. Sit tall, feet flat.\n2. Roll your shoulders back 5 times.\n3. Turn your head slowly "
                .. "to one side, then to the other.\n4. Lift one heel, then the other, 10 times.")),
            kit.text(tr("Then find a position that hurts less. Warmth can help.")),
        },
        footer = part_footer(),
    }
end

function parts.worse(ctx)
    local body = { kit.heading(tr("Let us stop and look after you")) }
    for _, node in ipairs(kit.worse_advice()) do
        body[#body + 1] = node
    end
    body[#body + 1] = kit.heading(tr("How much worse is it?"), 3)
    body[#body + 1] = kit.severities(ctx.severity)
    body[#body + 1] = kit.heading(tr("Talk to a person"), 3)
    for _, row in ipairs(kit.people(ctx.card)) do
        body[#body + 1] = row
    end
    return { column = "reading", body = body, footer = part_footer() }
end

-- ctx: card (the clinic's people and numbers), plan={{label=, text=},...} (the patient's own flare-up plan), part (which
-- small thing is open: "breathing", "plan", "movement", "worse"; absent: the choice),
-- severity (told on "worse").
function care.help(ctx)
    local part = parts[ctx.part]
    local page = part and part(ctx) or {
        column = "wide",
        body = {
            kit.heading(tr("What would help right now?")),
            kit.lead(tr("Flare-ups pass. Pick one small thing, or talk to someone.")),
            { t = "columns", weights = { 1, 1 }, body = { kit.group(ease(ctx)), kit.group(talk(ctx)) } },
        },
        footer = { back = kit.back("primary"), middle = kit.small(tr("Back takes you to the same step.")) },
    }
    page.title, page.sub, page.tools, page.step = tr("Help now"), tr("Your place is saved"), { "text" }, ctx.part
    return page
end

-- The clinic's card after an answer that asks for it.
function care.safety(ctx)
    local body = {
        kit.heading(tr("You do not have to carry this alone")),
        kit.lead(tr("You told us something that matters. Please talk to a person today.")),
    }
    if ctx.card and ctx.card.text then
        body[#body + 1] = kit.text(ctx.card.text)
    end
    for _, row in ipairs(kit.people(ctx.card)) do
        body[#body + 1] = row
    end
    body[#body + 1] = kit.text(tr("Tell a member of staff, or someone you trust. If you are in danger now, call your local "
        .. "emergency number."))
    body[#body + 1] = kit.small(tr("This program has not called anyone. Please call, or ask someone near you."))
    return { title = tr("Your safety"), tools = { "text" }, column = "reading", body = body,
             footer = { back = kit.button("help_part", tr("Steady my breathing"), "secondary", { arg = "breathing", icon = "breath" }),
                        primary = kit.continue() } }
end

return care
