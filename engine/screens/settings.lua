-- Text size and colours. A change shows at once.
local kit = require "steps.kit"
local tr = kit.tr

local settings = {}

local function pick(action, arg, label, chosen)
    return kit.button(action, label, chosen and "secondary" or "quiet", { arg = arg, icon = chosen and "check" or nil })
end

local function text_sizes(now)
    local row = {}
    for i, percent in ipairs { 100, 125, 150, 175, 200 } do
        row[i] = pick("set_text_size", percent, tr("%s%%"):format(kit.number(percent)), percent == now)
    end
    return { t = "row", body = row }
end

local function themes(now)
    return { t = "row", body = {
        pick("set_theme", "light", tr("Light"), now == "light"),
        pick("set_theme", "dark", tr("Dark"), now == "dark"),
        pick("set_theme", "contrast", tr("High contrast"), now == "contrast"),
    } }
end

local function switch(action, label, on)
    return pick(action, not on, (on and tr("%s: on") or tr("%s: off")):format(label), on)
end

function settings.settings(ctx)
    return {
        title = tr("Text size and colours"), sub = tr("Changes show straight away"), tools = { "help" },
        column = "question",
        body = {
            kit.heading(tr("Make this easier to read")),
            kit.heading(tr("Text size"), 3),
            text_sizes(ctx.text_percent or ctx.text_size or 100),
            kit.heading(tr("Colours"), 3),
            themes(ctx.theme or "light"),
            kit.heading(tr("Movement and captions"), 3),
            { t = "row", body = {
                switch("set_motion", tr("Less movement"), ctx.calm_motion or false),
                switch("set_captions", tr("Captions"), ctx.captions ~= false),
            } },
            kit.small(tr("With less movement the breathing circle stays still and a ring fills instead.")),
        },
        footer = { primary = kit.button("back", tr("Done"), "primary", { icon = "check" }) },
    }
end

return settings
