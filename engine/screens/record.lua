-- What the record says, in plain words: my progress and my notes. Every figure is one that was recorded, and nothing is
-- compared with what anyone ought to have done.
--
-- ctx of both: sessions={{date, module, title, outcome, seconds},...}, scores={{instrument, title, date, total, from, to,
-- direction},...}, notes={{date, module, title, session, shared, label, text},...}, seconds (practised in all), today.
-- progress also: as_table; victories={{text=, date=},...} where a course or the author words them. notes also: search.
local kit = require "steps.kit"
local tr = kit.tr

local record = {}

-- "sit-to-stand" -> "Sit to stand", where no title came along.
local function module_words(row)
    local words = row.title or (row.module or ""):gsub("[-_]", " ")
    return (words:gsub("^%l", string.upper))
end

local outcomes = { completed = tr("Done"), open = tr("You can go on with it"), stopped = tr("Stopped early") }

-- Days on which something was practised: a set and their number.
local function practice_days(sessions)
    local days, count = {}, 0
    for _, row in ipairs(sessions) do
        if (row.seconds or 0) > 0 and row.date and not days[row.date] then
            days[row.date] = true
            count = count + 1
        end
    end
    return days, count
end

-- ---- scores ----
-- Scores of one instrument after the other, in order of time.
local function score_groups(scores)
    local groups, by_id = {}, {}
    for _, score in ipairs(scores) do
        if type(score.total) == "number" then
            local group = by_id[score.instrument]
            if not group then
                group = { title = score.title or score.instrument, scores = {} }
                by_id[score.instrument] = group
                groups[#groups + 1] = group
            end
            table.insert(group.scores, score)
        end
    end
    return groups
end

local function which_way(score)
    if score.direction == "lower is better" then
        return tr("Lower is better.")
    elseif score.direction == "higher is better" then
        return tr("Higher is better.")
    end
end

-- "From 6.7 to 4.7. Lower is better."
local function group_line(group)
    local first, last = group.scores[1], group.scores[#group.scores]
    local line = #group.scores > 1 and tr("From %s to %s."):format(kit.number(first.total), kit.number(last.total))
        or tr("%s on %s."):format(kit.number(last.total), kit.date_words(last.date))
    local way = which_way(last)
    return way and line .. " " .. way or line
end

local function score_chart(group)
    local points = {}
    for i, score in ipairs(group.scores) do
        points[i] = { x = kit.day_number(score.date) or i, y = score.total, label = kit.date_short(score.date) }
    end
    local last = group.scores[#group.scores]
    return { t = "chart", title = group.title, points = points, from = last.from or 0, to = last.to or 10,
             summary = group_line(group) }
end

local function score_table(group)
    local rows = {}
    for i, score in ipairs(group.scores) do
        rows[i] = { kit.date_words(score.date), kit.number(score.total) }
    end
    return { t = "table", head = { tr("Day"), tr("Score") }, rows = rows }
end

local function score_panels(ctx, body)
    for _, group in ipairs(score_groups(ctx.scores or {})) do
        local shown = ctx.as_table or #group.scores < 2
        body[#body + 1] = { t = "panel", body = shown
            and { kit.heading(group.title, 3), kit.small(group_line(group)), score_table(group) } or { score_chart(group) } }
    end
end

-- ---- practice days ----
local weeks_shown = 5

-- Rows of seven from Monday, this week last.
local function day_states(today, days)
    local states = {}
    local monday = today - (today + 3) % 7
    for day = monday - 7 * (weeks_shown - 1), monday + 6 do
        local practised = days[day] and "practised" or nil
        if day == today then
            states[#states + 1] = practised and "today practised" or "today"
        else
            states[#states + 1] = practised or (day > today and "future" or "none")
        end
    end
    return states, monday - 7 * (weeks_shown - 1)
end

local function calendar(ctx)
    local today, days, count = kit.day_number(ctx.today), {}, 0
    if not today then
        return nil
    end
    for date in pairs((practice_days(ctx.sessions or {}))) do
        days[kit.day_number(date)] = true
    end
    local states, first = day_states(today, days)
    for day in pairs(days) do
        count = count + (day >= first and 1 or 0)
    end
    return { t = "panel", body = { { t = "calendar", title = tr("Practice days"), days = states,
        summary = kit.tr_n("%s day in the last 5 weeks", "%s days in the last 5 weeks", count),
        heads = { tr("M", "Monday"), tr("T", "Tuesday"), tr("W", "Wednesday"), tr("T", "Thursday"), tr("F", "Friday"),
            tr("S", "Saturday"), tr("S", "Sunday") },
        note = tr("Rest days are part of the plan.") } } }
end

local break_days = 14

-- ---- small victories: things that happened, told as they were ----
local function found_victories(sessions)
    local found, seen, before, came_back = {}, {}, nil, nil
    for _, row in ipairs(sessions) do
        local day = kit.day_number(row.date)
        if before and day and day - before >= break_days then
            came_back = came_back or { text = tr("You came back after a break.") }
            came_back.date = row.date
        end
        if row.outcome == "completed" and not seen[row.module] then
            seen[row.module] = true
            found[#found + 1] = { text = tr("You finished %s for the first time."):format(module_words(row)), date = row.date }
        end
        before = day or before
    end
    found[#found + 1] = came_back
    table.sort(found, function(a, b)
        return a.date < b.date or (a.date == b.date and a.text < b.text)
    end)
    return found
end

local function victories(ctx)
    local found = ctx.victories or found_victories(ctx.sessions or {})
    local rows = {}
    for i = #found, math.max(1, #found - 2), -1 do
        rows[#rows + 1] = kit.entry(nil, found[i].text, { sub = kit.date_words(found[i].date), icon = "leaf", tint = "accent" })
    end
    return #rows > 0 and { kit.heading(tr("Small victories"), 2), { t = "tiles", least = 380, body = rows } } or {}
end

local function session_rows(sessions)
    local rows = {}
    for i = #sessions, math.max(1, #sessions - 9), -1 do
        local one = sessions[i]
        local seconds = one.seconds or 0
        rows[#rows + 1] = { kit.date_words(one.date), module_words(one), outcomes[one.outcome] or tr("Done"),
                            seconds > 0 and kit.seconds_words(seconds) or "" }
    end
    return rows
end

local function total_line(ctx, sessions)
    local seconds, _, days = ctx.seconds or 0, practice_days(sessions)
    if seconds < 1 then
        return kit.tr_n("You came here %s time.", "You came here %s times.", #sessions)
    end
    return kit.tr_n("You practised on %s day, ", "You practised on %s days, ", days)
        .. tr("%s in all."):format(kit.seconds_words(seconds):lower())
end

local function append(body, nodes)
    for _, node in ipairs(nodes) do
        body[#body + 1] = node
    end
end

local function progress_body(ctx, sessions)
    local body = { kit.heading(tr("What you have done so far")), kit.lead(total_line(ctx, sessions)) }
    local left, right = {}, calendar(ctx)
    score_panels(ctx, left)
    if #left > 0 and right then
        body[#body + 1] = { t = "columns", weights = { 7, 4 }, body = { kit.group(left), kit.group { right } } }
    else
        append(body, left)
        body[#body + 1] = right
    end
    append(body, victories(ctx))
    body[#body + 1] = kit.heading(tr("Your last sessions"), 2)
    body[#body + 1] = { t = "table", head = { tr("Day"), tr("What"), tr("How it went"), tr("Practice") },
                        rows = session_rows(sessions) }
    body[#body + 1] = kit.small(tr("Some weeks go up, some go down. The line over months is what counts."))
    return body
end

function record.progress(ctx)
    local sessions = ctx.sessions or {}
    local charts = false
    for _, group in ipairs(score_groups(ctx.scores or {})) do
        charts = charts or #group.scores > 1
    end
    return {
        title = tr("My progress"), sub = ctx.today and kit.date_words(ctx.today) or nil, column = "wide",
        body = #sessions == 0 and { kit.heading(tr("What you have done so far")),
                                    kit.lead(tr("Nothing is here yet. It fills as you go.")) } or progress_body(ctx, sessions),
        footer = { back = kit.back(), middle = charts and kit.button("as_table",
            ctx.as_table and tr("Show as a chart") or tr("Show as a table"), "ghost") or nil },
    }
end

-- ---- my notes ----
local function has(note, wanted)
    local all = ((note.label or "") .. " " .. note.text .. " " .. module_words(note)):lower()
    return all:find(wanted:lower(), 1, true) ~= nil
end

local function note_panel(note)
    local share = note.shared
        and kit.button("keep_private", tr("Keep private"), "quiet", { arg = note.session, icon = "lock" })
        or kit.button("share", tr("Share with my therapist"), "quiet", { arg = note.session, icon = "eye" })
    return { t = "panel", body = kit.list(4,
        kit.small(tr("%s. %s"):format(kit.date_words(note.date), module_words(note))),
        note.label and note.label ~= "" and kit.heading(note.label, 3),
        { t = "words", text = note.text },
        note.session and { t = "row", spread = true, body = {
            note.shared and { t = "status", tone = "good", text = tr("Your therapist can read this."), icon = "eye" }
                or { t = "status", tone = "info", text = tr("Only you can see this."), icon = "lock" },
            share,
        } }) }
end

function record.notes(ctx)
    local notes, wanted, shown = ctx.notes or {}, kit.trim(ctx.search or ""), 0
    local body = { kit.heading(tr("My notes")) }
    if #notes == 0 then
        body[2] = kit.lead(tr("What you write in a module is kept here."))
    else
        body[2] = kit.lead(tr("Your own words, newest first. They are yours until you share them."))
        body[3] = { t = "textbox", id = "search", label = tr("Search my notes"), lines = 1, example = tr("Search my notes") }
    end
    for i = #notes, 1, -1 do
        if wanted == "" or has(notes[i], wanted) then
            body[#body + 1] = note_panel(notes[i])
            shown = shown + 1
        end
    end
    if #notes > 0 and shown == 0 then
        body[#body + 1] = kit.text(tr("No note has these words."))
    end
    return { title = tr("My notes"), column = "question", dense = true, focus = "none", body = body,
             footer = { back = kit.back() } }
end

return record
