-- What the pages of the desk share: the bar of its parts, days and flags in words. Plain data in, plain data out.
local kit = require "steps.kit"
local tr = kit.tr

local desk = {}

-- Days since 1970-01-01 of "2026-04-14", by the rule of the Gregorian calendar.
local function day_number(date)
    local y, m, d = tostring(date):match("^(%d+)%-(%d+)%-(%d+)")
    if not y then
        return nil
    end
    y, m, d = tonumber(y), tonumber(m), tonumber(d)
    if m <= 2 then
        y = y - 1
    end
    local era = y // 400
    local yoe = y - era * 400
    local doy = (153 * (m + (m > 2 and -3 or 9)) + 2) // 5 + d - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468
end

function desk.days_ago(date, today)
    local a, b = day_number(date), day_number(today)
    return a and b and b - a or nil
end

function desk.ago(date, today)
    local days = desk.days_ago(date, today)
    if not days or not date or date < "1971" then
        return tr("Not yet")
    elseif days <= 0 then
        return tr("Today")
    elseif days == 1 then
        return tr("Yesterday")
    end
    return tr("%s days ago"):format(kit.number(days))
end

function desk.module_title(ctx, id)
    local module = ctx.modules_known and ctx.modules_known[id]
    return module and module.title or id
end

function desk.short_title(title)
    return (tostring(title):gsub(":.*$", ""))
end

local function instrument(ctx, id)
    local table_of = ctx.instruments and ctx.instruments[id]
    return table_of and desk.short_title(table_of.title or id) or id
end

local severities = { mild = tr("mild"), moderate = tr("moderate"), severe = tr("severe") }

-- What a flag is called in a list: short words, a tone and an icon.
local shown = {
    risk = { tr("Risk answer"), "danger", "warning" }, urgent = { tr("Urgent message"), "danger", "chat" },
    adverse_event = { tr("Something got worse"), "danger", "warning" },
    stopped_for_pain = { tr("Stopped for pain twice"), "danger", "warning" },
    worse = { tr("%s worse"), "caution", "trend-up" }, message = { tr("Asked to talk"), "info", "chat" },
    behind = { tr("Behind by day 10"), "caution", "clock" }, no_contact = { tr("No contact, %s days"), "caution", "clock" },
}

function desk.flag_cell(ctx, flag)
    local as = shown[flag.kind] or { flag.kind, "info", "flag" }
    local text = as[1]
    if flag.kind == "worse" then
        text = text:format(instrument(ctx, flag.instrument))
    elseif flag.kind == "no_contact" then
        local days = desk.days_ago(flag.from_on, flag.back_on or ctx.today)
        text = text:format(kit.number(days or 14))
    end
    return { text = text, tone = as[2], icon = as[3] }
end

-- The same as a sentence, with what was answered or written.
local function detail(ctx, flag)
    if flag.kind == "risk" then
        local item = flag.item
        for _, one in ipairs((ctx.instruments[flag.instrument] or {}).items or {}) do
            if one.id == flag.item then
                item = one.text
            end
        end
        local text = tr('%s: "%s" was answered %s.'):format(instrument(ctx, flag.instrument), item, kit.number(flag.value))
        return flag.changed and text .. " " .. tr("The answer was changed afterwards.") or text
    elseif flag.kind == "worse" then
        return tr("%s went from %s to %s since the start. That is at least the change that matters."):format(
            instrument(ctx, flag.instrument), kit.number(flag.from), kit.number(flag.to))
    elseif flag.kind == "adverse_event" then
        return tr("In %s. How bad: %s."):format(desk.module_title(ctx, flag.module),
            severities[flag.severity] or tr("not known"))
    elseif flag.kind == "stopped_for_pain" then
        return tr("Stopped twice because it hurt too much, last in %s."):format(desk.module_title(ctx, flag.module))
    elseif flag.kind == "behind" then
        return tr("Less was done by day 10 than the course plans for.")
    elseif flag.kind == "no_contact" then
        local text = tr("Nothing was done from %s on."):format(kit.date_words(flag.from_on))
        return flag.back_on and text .. " " .. tr("Back on %s."):format(kit.date_words(flag.back_on)) or text
    end
    return tr('"%s" In %s.'):format(flag.text or "", desk.module_title(ctx, flag.module))
end

function desk.flag_panel(ctx, flag)
    local cell = desk.flag_cell(ctx, flag)
    local when = kit.date_words(flag.at_on) .. ", " .. (flag.at_time or "")
    local mark
    if flag.seen_by then
        mark = kit.small(tr("Seen by %s on %s, %s."):format(flag.seen_by, kit.date_words(flag.seen_on), flag.seen_time or ""))
    else
        mark = { t = "row", body = { kit.button("desk_seen", tr("Mark as seen"), "secondary", { arg = flag.id, icon = "check" }) } }
    end
    return { t = "panel", body = {
        { t = "row", spread = true, body = {
            { t = "status", tone = flag.seen_by and "info" or cell.tone, icon = cell.icon, text = cell.text },
            kit.small(when) } },
        kit.text(detail(ctx, flag)), mark } }
end

local parts = {
    { "desk", "desk_caseload", tr("Patients"), "people" }, { "desk.library", "desk_library", tr("Library"), "book" },
    { "desk.safety", "desk_safety", tr("Safety card"), "phone" }, { "desk.people", "desk_people", tr("People"), "person" },
    { "desk.export", "desk_export", tr("Export"), "download" }, { "desk.staff", "desk_staff", tr("Staff"), "desk" },
    { "desk.log", "desk_log", tr("Staff log"), "note" },
}

-- The ways to the other parts, the problem or good news of the last press.
function desk.bar(ctx, here)
    local row = {}
    for _, part in ipairs(parts) do
        row[#row + 1] = kit.button(part[2], part[3], part[1] == here and "secondary" or "quiet", { icon = part[4] })
    end
    if ctx.staff ~= "" then
        row[#row + 1] = kit.button("desk_sign_out", tr("Sign out"), "quiet", { icon = "signout" })
    end
    return { t = "row", body = row }
end

local news = { saved_message = tr("The message is on their Today page."), saved_card = tr("The safety card is saved.") }

function desk.page(ctx, body, more)
    local page = {
        title = tr("Therapist view"),
        sub = ctx.staff ~= "" and tr("Signed in as %s"):format(ctx.staff) or tr("Nobody is signed in"),
        tools = { "text" }, column = "table", decor = "none", dense = true, body = body, fresh = ctx.fresh,
    }
    if ctx.problem then
        page.notice = { tone = "caution", text = ctx.problem }
    elseif ctx.notice then
        page.notice = { tone = "info", text = news[ctx.notice] or tr("Saved as %s"):format(ctx.notice) }
    end
    for name, value in pairs(more or {}) do
        page[name] = value
    end
    return page
end

function desk.box(id, label, more)
    local node = { t = "textbox", id = id, label = label, lines = 1 }
    for name, value in pairs(more or {}) do
        node[name] = value
    end
    return kit.group { kit.small(label), node }
end

return desk
