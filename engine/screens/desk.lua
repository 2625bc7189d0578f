-- The desk: the caseload by need, and one patient.
local desk = require "screens.desk_kit"
local kit = require "steps.kit"
local tr = kit.tr

local pages = {}

-- ---- caseload ----

local function change_cell(ctx, row)
    local table_of = ctx.instruments[row.score or ""] or {}
    local line = row.line or {}
    if #line == 0 then
        return ""
    end
    local range = table_of.range or { 0, 10 }
    local cell = { line = line, from = range[1], to = range[2], text = tr("first score"), tone = "plain" }
    if #line < 2 or not row.first then
        return cell
    end
    local mark = (table_of.important_change or {}).value
    local by = line[#line] - row.first
    local amount = ("%.1f"):format(math.abs(by)):gsub("%.0$", "")
    local up_is_worse = table_of.direction ~= "higher is better"
    cell.icon, cell.text, cell.tone = "trend-flat", tr("similar"), "plain"
    if mark and math.abs(by) >= mark - 1e-9 then
        local worse = (by > 0) == up_is_worse
        cell.icon = by > 0 and "trend-up" or "trend-down"
        cell.tone = worse and "caution" or "good"
        cell.text = (by > 0 and "+" or "−") .. amount .. " " .. (worse and tr("worse") or tr("better"))
    end
    return cell
end

local function flags_cell(ctx, row)
    local flags = row.flags or {}
    if #flags == 0 then
        return tr("None")
    end
    local cell = desk.flag_cell(ctx, flags[1])
    if #flags > 1 then
        cell.text = tr("%s, and %s more"):format(cell.text, kit.number(#flags - 1))
    end
    return cell
end

local function person_row(ctx, row)
    local now = row.line and row.line[#row.line]
    return { action = "desk_patient", arg = row.id, label = row.name, cells = {
        { text = row.name, strong = true }, row.course or tr("None yet"),
        row.of and { bar = { value = row.done, of = row.of }, text = tr("%s of %s"):format(kit.number(row.done),
            kit.number(row.of)) } or "",
        desk.ago(row.last_on, ctx.today),
        now and { text = ("%.1f"):format(now), strong = true, right = true } or "",
        change_cell(ctx, row), flags_cell(ctx, row) } }
end

local function order_buttons(ctx)
    local row = {}
    for _, way in ipairs { { "need", tr("Flags first") }, { "name", tr("By name") }, { "last", tr("By last visit") } } do
        local here = ctx.order == way[1]
        row[#row + 1] = kit.button("desk_order", way[2], here and "secondary" or "quiet", { arg = way[1],
            icon = here and "check" or nil })
    end
    row[#row + 1] = ctx.filter == "flags"
        and kit.button("desk_filter", tr("Show everybody"), "quiet", { arg = "all", icon = "filter" })
        or kit.button("desk_filter", tr("Only with flags"), "quiet", { arg = "flags", icon = "filter" })
    return { t = "row", body = row }
end

local function find(ctx)
    local search = { t = "textbox", id = "search", label = tr("Name or course"), lines = 1, enter = "desk_search",
                     value = ctx.search ~= "" and ctx.search or nil, example = tr("Name or course") }
    local press = ctx.search == "" and kit.button("desk_search", tr("Search"), "quiet", { icon = "search" })
        or kit.button("desk_search_clear", tr("Show all"), "quiet", { icon = "close" })
    return { t = "columns", weights = { 4, 2, 7 }, body = { kit.group { search }, kit.group { press },
        kit.group { order_buttons(ctx) } } }
end

local function turn(ctx)
    if ctx.pages < 2 then
        return nil
    end
    local first = ctx.page * ctx.per_page + 1
    local last = math.min(ctx.found, first + ctx.per_page - 1)
    return { t = "row", body = kit.list(3,
        ctx.page > 0 and kit.button("desk_turn", tr("Earlier"), "secondary", { arg = -1, icon = "up" }),
        kit.small(tr("%s to %s of %s"):format(kit.number(first), kit.number(last), kit.number(ctx.found))),
        ctx.page + 1 < ctx.pages and kit.button("desk_turn", tr("More people"), "secondary", { arg = 1, icon = "down" })) }
end

local function counted(ctx)
    local people = kit.tr_n("%s person.", "%s people.", ctx.people)
    if ctx.waiting > 0 then
        return people .. " " .. tr("Reading the record: %s of %s."):format(kit.number(ctx.known), kit.number(ctx.people))
    elseif ctx.flagged == 0 then
        return people .. " " .. tr("Nobody has an open flag.")
    end
    return people .. " " .. kit.tr_n("%s would be good to look at first.", "%s would be good to look at first.", ctx.flagged)
end

local function first_steps(ctx)
    local body = {}
    if ctx.staff == "" then
        body[#body + 1] = kit.entry("desk_staff", tr("Set up staff"), { icon = "desk", tint = "primary",
            sub = tr("From then on the desk asks who is there, and every change carries a name.") })
    end
    if not ctx.card_filled then
        body[#body + 1] = kit.entry("desk_safety", tr("Fill in the safety card"), { icon = "phone", tint = "danger",
            sub = tr("It is empty. A course can be prescribed when it says who to call.") })
    end
    return body
end

pages["desk"] = function(ctx)
    local rows = {}
    for i, row in ipairs(ctx.rows) do
        rows[i] = person_row(ctx, row)
    end
    local body = { desk.bar(ctx, "desk"), kit.heading(tr("Your patients")), kit.lead(counted(ctx)) }
    for _, node in ipairs(first_steps(ctx)) do
        body[#body + 1] = node
    end
    body[#body + 1] = find(ctx)
    if #rows > 0 then
        body[#body + 1] = { t = "panel", body = { { t = "table", label = tr("Patients by need"), rows = rows,
            head = { tr("Patient"), tr("Course"), tr("Modules done"), tr("Last practice"), tr("Score now"),
                tr("Change since start"), tr("Flags") } } } }
    elseif ctx.people == 0 then
        body[#body + 1] = kit.text(tr("Nobody is here yet. Add the first patient under People."))
    else
        body[#body + 1] = kit.text(tr("Nobody fits what you look for."))
    end
    body[#body + 1] = turn(ctx)
    body[#body + 1] = kit.small(tr("The score is the PEG where there is one: the average of three 0 to 10 answers, "
        .. "lower is better. A person without a flag may still need you."))
    return desk.page(ctx, body, { focus = "none" })
end

-- ---- one patient ----

local unit_states = {
    due = tr("Due now"), enough = tr("Enough for now"), done = tr("Done"), later = tr("Later"), locked = tr("Not open yet"),
    waiting = tr("Waiting"), skipped = tr("Left out"), over = tr("The course has ended"),
}

local function minutes(seconds)
    return kit.tr_n("%s minute", "%s minutes", math.floor((seconds or 0) / 60 + 0.5))
end

local function plan_rows(ctx, plan)
    local rows = {}
    for i, unit in ipairs(plan.units or {}) do
        local planned = unit.planned or 0
        rows[i] = { { text = desk.module_title(ctx, unit.module), strong = true }, kit.number(unit.week or 1),
            planned > 0 and { bar = { value = unit.counted or 0, of = planned },
                text = tr("%s of %s"):format(kit.number(unit.counted or 0), kit.number(planned)) }
                or kit.number(unit.finished or 0),
            minutes(unit.seconds), unit.behind and { text = tr("Behind"), tone = "caution",
                icon = "clock" } or unit_states[unit.state] or unit.state }
    end
    return rows
end

-- What the patient's own ratings say of each practice, and what Today suggests to them.
local left_out = {
    hurt = tr("Not suggested: stopped for pain this week"), worse = tr("Not suggested: it was worse afterwards"),
    not_wanted = tr("Not suggested: they asked not to"),
}

local function suggestion_words(ctx, suggestion)
    if not suggestion.module then
        return tr("Nothing is suggested to them beside the plan.")
    end
    local reason = suggestion.reason
    local what = tr("Suggested to them: %s. After %s rated sessions about %s of 10 points are expected of it, %s of the others.")
        :format(desk.module_title(ctx, suggestion.module), kit.number(reason.rated), kit.number(reason.change),
            kit.number(reason.others))
    return what .. " " .. tr("Chance that it does more for them: %s %%."):format(
        kit.number(math.min(99, math.floor(suggestion.probability * 100 + 0.5))))
end

local function suggestion_part(ctx, suggestion, body)
    local rows = {}
    for _, one in ipairs(suggestion and suggestion.evidence or {}) do
        if one.rated > 0 then
            rows[#rows + 1] = { { text = desk.module_title(ctx, one.module), strong = true }, kit.number(one.rated),
                kit.number(one.mean), tr("%s to %s"):format(kit.number(one.low), kit.number(one.high)),
                left_out[one.left_out] or "" }
        end
    end
    if #rows > 0 then
        body[#body + 1] = kit.heading(tr("What their ratings say"), 3)
        body[#body + 1] = { t = "table", label = tr("Before and after, in points of 10; more is better"),
            head = { tr("Module"), tr("Rated"), tr("Change"), tr("Expected"), tr("Note") }, rows = rows }
        body[#body + 1] = kit.text(suggestion_words(ctx, suggestion))
    end
end

-- How the course was fitted to this person, in one line; nil when it is as written.
local function fitted(ctx, plan)
    local said = {}
    for _, module in ipairs(plan.skip or {}) do
        said[#said + 1] = tr("%s is left out."):format(desk.module_title(ctx, module))
    end
    for module, other in pairs(plan.substitute or {}) do
        said[#said + 1] = tr("%s in place of %s."):format(desk.module_title(ctx, other), desk.module_title(ctx, module))
    end
    for name, limit in pairs(plan.limits or {}) do
        local step = name:match("^(.+)_step$")
        said[#said + 1] = (step and tr("Largest increase of %s: %s.") or tr("Never more of %s than %s.")):format(step or name,
            kit.number(limit))
    end
    table.sort(said)
    return #said > 0 and kit.text(table.concat(said, " ")) or nil
end

local function plan_panel(ctx, plan)
    local weeks = {}
    for i, week in ipairs(plan.weeks_of or {}) do
        weeks[i] = { kit.number(week.week), kit.number(week.finished), minutes(week.seconds) }
    end
    local line = tr("Since %s, week %s of %s."):format(kit.date_words(plan.start), kit.number(plan.week), kit.number(plan.weeks))
    if plan.adherence then
        line = line .. " " .. tr("%s of %s planned practices done."):format(kit.number(plan.counted), kit.number(plan.planned))
    end
    local body = kit.list(4, kit.heading(plan.title, 2), kit.text(line), fitted(ctx, plan),
        { t = "table", label = tr("Modules of the course"), head = { tr("Module"), tr("Week"), tr("Done"),
            tr("Practice"), tr("State") }, rows = plan_rows(ctx, plan) })
    if #weeks > 0 then
        body[#body + 1] = { t = "table", label = tr("Week by week"), head = { tr("Week"), tr("Sessions"), tr("Practice") }, rows = weeks }
    end
    suggestion_part(ctx, plan.suggestion, body)
    body[#body + 1] = { t = "row", body = {
        kit.button("desk_prescribe", tr("Change the prescription"), "secondary", { icon = "pencil" }),
        kit.button("desk_prescribe_end", tr("End this course"), "ghost", { arg = plan.course }) } }
    return { t = "panel", body = body }
end

local function score_panel(ctx, score)
    local points, range = {}, score.range or { 0, 10 }
    for i, point in ipairs(score.points) do
        points[i] = { x = (desk.days_ago(score.points[1].at_on, point.at_on) or i), y = point.total,
            label = kit.date_words(point.at_on):gsub(" %d%d%d%d$", "") }
    end
    local first, last = points[1], points[#points]
    local words = tr("First %s, now %s."):format(kit.number(first.y), kit.number(last.y))
    return { t = "panel", body = { { t = "chart", title = desk.short_title(score.title), points = points,
        from = range[1], to = range[2], summary = words } } }
end

local function shared_panel(ctx)
    local body = { kit.heading(tr("What they shared"), 2) }
    for i, words in ipairs(ctx.shared) do
        if i <= 12 then
            body[#body + 1] = kit.small(desk.module_title(ctx,
                words.module) .. ", " .. kit.date_words(words.at_on) .. ". " .. words.label)
            body[#body + 1] = { t = "words", text = words.text }
        end
    end
    if #ctx.shared == 0 then
        body[#body + 1] = kit.text(tr("Nothing yet. What a patient writes is theirs until they share it."))
    end
    return { t = "panel", body = body }
end

local function sessions_panel(ctx)
    local rows = {}
    for i = #ctx.sessions, math.max(1, #ctx.sessions - 9), -1 do
        local s = ctx.sessions[i]
        local outcome = s.outcome == "completed" and tr("Finished") or s.outcome == "open" and tr("Half done") or tr("Stopped early")
        rows[#rows + 1] = { { text = desk.module_title(ctx, s.module), strong = true }, kit.date_words(s.at_on),
            minutes(s.seconds), outcome }
    end
    if #rows == 0 then
        return { t = "panel", body = { kit.heading(tr("Last sessions"), 2), kit.text(tr("None yet.")) } }
    end
    return { t = "panel", body = { kit.heading(tr("Last sessions"), 2),
        { t = "table", label = tr("Last sessions"), head = { tr("Module"), tr("Day"), tr("Practice"),
            tr("How it ended") }, rows = rows } } }
end

local function flags_part(ctx)
    local body, seen = {}, 0
    for _, flag in ipairs(ctx.flags) do
        if not flag.seen_by then
            body[#body + 1] = desk.flag_panel(ctx, flag)
        end
    end
    if #body == 0 then
        body[1] = kit.text(tr("No open flags."))
    end
    for _, flag in ipairs(ctx.flags) do
        if flag.seen_by and seen < 5 then
            seen = seen + 1
            body[#body + 1] = desk.flag_panel(ctx, flag)
        end
    end
    table.insert(body, 1, kit.heading(tr("Flags"), 2))
    return body
end

local function message_panel(ctx)
    local body = { kit.heading(tr("Message"), 2), kit.text(tr("It stands on their Today page for 14 days.")),
        { t = "textbox", id = "message", label = tr("Message"), lines = 3 },
        { t = "row", body = { kit.button("desk_message", tr("Leave this message"), "secondary", { icon = "chat" }) } } }
    for i = #(ctx.notes or {}), math.max(1, #(ctx.notes or {}) - 2), -1 do
        local note = ctx.notes[i]
        body[#body + 1] = kit.small(tr("%s, %s:"):format(note.by, kit.date_words(note.at_on)) .. " " .. note.text)
    end
    return { t = "panel", body = body }
end

pages["desk.patient"] = function(ctx)
    local left, right = flags_part(ctx), {}
    for _, plan in ipairs(ctx.plans) do
        left[#left + 1] = plan_panel(ctx, plan)
    end
    if #ctx.plans == 0 then
        left[#left + 1] = { t = "panel", body = { kit.heading(tr("Course"), 2), kit.text(tr("No course is prescribed.")),
            { t = "row", body = { kit.button("desk_prescribe", tr("Prescribe a course"), "primary", { icon = "calendar" }) } } } }
    end
    left[#left + 1] = sessions_panel(ctx)
    for _, score in ipairs(ctx.scores) do
        right[#right + 1] = score_panel(ctx, score)
    end
    right[#right + 1] = shared_panel(ctx)
    right[#right + 1] = message_panel(ctx)
    right[#right + 1] = { t = "panel", body = { kit.heading(tr("This person"), 2),
        desk.box("name", tr("Name"), { value = ctx.name }),
        desk.box("new_pin",
            ctx.pin > 0 and tr("New PIN, 4 to 8 digits (one is set)") or tr("PIN for the kiosk, 4 to 8 digits"), { secret = true }),
        { t = "row", body = { kit.button("desk_person_change", tr("Save name and PIN"), "secondary"),
            kit.button("desk_remove", tr("Remove this person"), "ghost") } } } }
    return desk.page(ctx, {
        { t = "row", spread = true, body = { kit.heading(ctx.name),
            kit.button("desk_packet", tr("Review packet"), "secondary", { icon = "printer" }) } },
        { t = "columns", weights = { 3, 2 }, body = { kit.group(left), kit.group(right) } },
    }, { footer = { back = kit.back() }, focus = "none" })
end

return pages
