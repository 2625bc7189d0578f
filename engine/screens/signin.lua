-- Sign-in at a machine for many: initials, then a PIN on large keys. Wrong is calm, and nobody is shut out.
local kit = require "steps.kit"
local tr = kit.tr

local signin = {}

local function initials(ctx)
    local tiles = {}
    for i, name in ipairs(ctx.initials) do
        tiles[i] = { t = "pick", action = "initials", arg = name, label = name, chosen = name == ctx.chosen }
    end
    local body = { kit.heading(tr("1. Tap your initials"), 2) }
    if #tiles > 0 then
        body[#body + 1] = { t = "tiles", columns = 3, body = tiles }
    else
        body[#body + 1] = kit.text(tr("Nobody has a PIN yet. The front desk can set one up."))
    end
    if ctx.more then
        body[#body + 1] = { t = "row", body = { kit.button("more_initials", tr("More initials"), "ghost", { icon = "down" }) } }
    end
    if ctx.locked then
        body[#body + 1] = { t = "space", size = 24 }
        body[#body + 1] = { t = "row", body = { kit.button("leave", tr("For staff"), "ghost", { icon = "lock" }) } }
    end
    return body
end

local function key(label, arg)
    return { t = "pick", action = "pin_key", arg = arg, label = label }
end

local function pad(ctx)
    local keys = {}
    for i = 1, 9 do
        keys[i] = key(kit.number(i), tostring(i))
    end
    keys[10] = key(tr("Clear"), "clear")
    keys[11] = key(kit.number(0), "0")
    keys[12] = key(tr("Delete"), "delete")
    local problem
    if ctx.wait_seconds > 0 then
        problem = tr("That did not fit. Please wait %s seconds, then try again. The front desk can "
            .. "help."):format(kit.number(ctx.wait_seconds))
    elseif ctx.wrong then
        problem = tr("That did not fit. Please try again.")
    end
    return { kit.heading(tr("2. Your %s-number PIN"):format(kit.number(ctx.digits)), 2),
        { t = "textbox", id = "pin", label = tr("PIN"), lines = 1, pin = true, own_keys = true, of = ctx.digits, problem = problem },
        { t = "tiles", columns = 3, keys = true, body = keys } }
end

function signin.signin(ctx)
    return {
        column = "wide", tools = { "text", "help" }, dense = true, fresh = true, focus = ctx.chosen ~= "" and "pin" or "none",
        body = {
            kit.heading(tr("Hello.")), kit.lead(tr("Sign in to find your place. Forgot your PIN? The front desk can help.")),
            { t = "columns", weights = { 1, 1 }, body = { kit.group(initials(ctx)), kit.group(pad(ctx)) } },
        },
    }
end

return signin
