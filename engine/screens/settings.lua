-- How Balm looks and sounds for this person. A change shows at once and is kept.
--
-- ctx: text_percent, theme, calm_motion, captions, plain_letters, volume (0..5); languages={{tag=, name=},...} and language
-- where there is a choice;
-- read_aloud, speech_rate, speech_trouble (staff's words); screen_keys ("touched", "always", "never"), scanning and scan_ms;
-- suggestions (on or off; absent without a course), calendar (the plan can be saved), calendar_said={ok=, text=} (the path,
-- or what went wrong). A switch more is one line of `switches`: its action, label, what it does, and the field of ctx.
local kit = require "steps.kit"
local tr = kit.tr

local settings = {}

local function pick(action, arg, label, chosen, more)
    local node = { t = "pick", action = action, arg = arg, label = label, chosen = chosen }
    for name, value in pairs(more or {}) do
        node[name] = value
    end
    return node
end

local function text_sizes(now)
    local row = {}
    for i, percent in ipairs { 100, 125, 150, 175, 200 } do
        row[i] = pick("set_text_size", percent, tr("%s%%"):format(kit.number(percent)), percent == now, { percent = percent })
    end
    return { t = "tiles", least = 130, body = row }
end

local function themes(now)
    return { t = "tiles", least = 280, body = {
        pick("set_theme", "light", tr("Light"), now == "light", { theme = "light" }),
        pick("set_theme", "dark", tr("Dark"), now == "dark", { theme = "dark" }),
        pick("set_theme", "contrast", tr("High contrast"), now == "contrast", { theme = "contrast" }),
    } }
end

local function languages(ctx)
    local row = {}
    for i, language in ipairs(ctx.languages) do
        row[i] = pick("set_language", language.tag, language.name, language.tag == ctx.language)
    end
    return { t = "tiles", least = 220, body = row }
end

local function volumes(now)
    local row = {}
    for i, step in ipairs { { 0, tr("Off") }, { 2, tr("Quiet") }, { 4, tr("Middle") }, { 5, tr("Loud") } } do
        row[i] = pick("set_volume", step[1], step[2], step[1] == now)
    end
    return { t = "tiles", least = 180, body = row }
end

local switches = {
    { "set_plain_letters", tr("Plain letters"), tr("Headings without the small strokes at the ends"), "plain_letters" },
    { "set_captions", tr("Captions"), tr("What is said stands on the screen"), "captions" },
    { "set_motion", tr("Less movement"), tr("The breathing circle stays still and a ring fills instead"), "calm_motion" },
}

local function switch(row, on)
    return { t = "switch", action = row[1], label = row[2], sub = row[3], on = on, state = on and tr("On") or tr("Off") }
end

-- The on-screen keyboard, and one switch for everything.
local function hands_part(ctx, body)
    local keys = {}
    for i, step in ipairs { { "touched", tr("When touched", "keyboard") }, { "always", tr("Always", "keyboard") },
        { "never", tr("Never", "keyboard") } } do
        keys[i] = pick("set_screen_keys", step[1], step[2], step[1] == ctx.screen_keys)
    end
    body[#body + 1] = kit.heading(tr("Keyboard on the screen"), 3)
    body[#body + 1] = { t = "tiles", least = 260, body = keys }
    body[#body + 1] = switch({ "set_scanning", tr("One switch"),
        tr("A frame moves from one thing to the next. Any button, key or touch chooses.") }, ctx.scanning == true)
    if ctx.scanning then
        local speeds = {}
        for i, ms in ipairs { 500, 1000, 1500, 2000, 3000, 5000 } do
            speeds[i] = pick("set_scan_speed", ms, tr("%s s"):format(kit.number(ms / 1000)), ms == ctx.scan_ms)
        end
        body[#body + 1] = kit.heading(tr("How long the frame waits"), 3)
        body[#body + 1] = { t = "tiles", least = 130, body = speeds }
    end
end

-- The screen read aloud, and how fast.
local function aloud_part(ctx, body)
    body[#body + 1] = switch({ "set_read_aloud", tr("Read aloud"), tr("A voice reads the screen. F3 or Listen reads it again.") },
        ctx.read_aloud == true)
    if ctx.read_aloud then
        local rates = {}
        for i, step in ipairs { { -40, tr("Slow", "voice") }, { 0, tr("Normal", "voice") }, { 40, tr("Fast", "voice") } } do
            rates[i] = pick("set_speech_rate", step[1], step[2], step[1] == ctx.speech_rate)
        end
        body[#body + 1] = { t = "tiles", least = 180, body = rates }
    end
    if ctx.speech_trouble then
        body[#body + 1] = { t = "status", tone = "caution",
            text = tr("This computer cannot read aloud yet. Please tell the person who looks after it.")
                .. " (" .. ctx.speech_trouble .. ")" }
    end
end

-- With a prescribed course: suggestions on or off, and the plan as a file for a calendar.
local function plan_part(ctx, body)
    if ctx.suggestions == nil then
        return
    end
    body[#body + 1] = kit.heading(tr("My plan"), 3)
    body[#body + 1] = switch({ "set_suggestions", tr("Suggestions"), tr("Today shows what has helped you, and why") },
        ctx.suggestions)
    if ctx.calendar then
        body[#body + 1] = kit.button("save_calendar", tr("Save my plan for my calendar"), "secondary", { icon = "calendar" })
    end
    local said = ctx.calendar_said
    if said then
        body[#body + 1] = { t = "status", tone = said.ok and "good" or "caution",
            text = said.ok and tr("Saved as %s. Open this file with your calendar."):format(said.text) or said.text }
    end
end

function settings.settings(ctx)
    local body = {
        kit.heading(tr("Make this easier to read")),
        kit.heading(tr("Text size"), 3),
        text_sizes(ctx.text_percent or ctx.text_size or 100),
        kit.heading(tr("Colours"), 3),
        themes(ctx.theme or "light"),
    }
    for _, row in ipairs(switches) do
        body[#body + 1] = switch(row, ctx[row[4]] == true)
    end
    if ctx.volume then
        body[#body + 1] = kit.heading(tr("Sound"), 3)
        body[#body + 1] = volumes(ctx.volume)
    end
    aloud_part(ctx, body)
    if ctx.languages and #ctx.languages > 1 then
        body[#body + 1] = kit.heading(tr("Language"), 3)
        body[#body + 1] = languages(ctx)
    end
    if ctx.screen_keys then
        hands_part(ctx, body)
    end
    plan_part(ctx, body)
    return {
        title = tr("Text size and colours"), sub = tr("Changes show straight away"), tools = { "help" },
        column = "question", dense = true, body = body,
        footer = { back = kit.button("settings_normal", tr("Put it back to normal"), "secondary"),
                   primary = kit.button("back", tr("Done"), "primary", { icon = "check" }) },
    }
end

return settings
