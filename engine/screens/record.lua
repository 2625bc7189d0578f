-- What the record says, in plain words: my progress and my notes. Every figure is one that was recorded.
local kit = require "steps.kit"
local tr = kit.tr

local record = {}

-- "sit-to-stand" -> "Sit to stand", where no title came along.
local function module_words(row)
    local words = row.title or (row.module or ""):gsub("[-_]", " ")
    return (words:gsub("^%l", string.upper))
end

local outcomes = { completed = tr("Done"), open = tr("You can go on with it"), stopped = tr("Stopped early") }

-- Days on which something was practised.
local function practice_days(sessions)
    local days, count = {}, 0
    for _, row in ipairs(sessions) do
        if (row.seconds or 0) > 0 and row.date and not days[row.date] then
            days[row.date] = true
            count = count + 1
        end
    end
    return count
end

-- Scores of one instrument after the other, in order of time.
local function score_groups(scores)
    local groups, by_id = {}, {}
    for _, score in ipairs(scores) do
        if type(score.total) == "number" then
            local group = by_id[score.instrument]
            if not group then
                group = { title = score.title or score.instrument, rows = {} }
                by_id[score.instrument] = group
                groups[#groups + 1] = group
            end
            group.rows[#group.rows + 1] = { kit.date_words(score.date), kit.number(score.total) }
        end
    end
    return groups
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
    local seconds = ctx.seconds or 0
    if seconds < 1 then
        return kit.tr_n(tr("You came here %s time."), tr("You came here %s times."), #sessions)
    end
    return kit.tr_n(tr("You practised on %s day, "), tr("You practised on %s days, "), practice_days(sessions))
        .. tr("%s in all."):format(kit.seconds_words(seconds):lower())
end

function record.progress(ctx)
    local sessions, body = ctx.sessions or {}, { kit.heading(tr("What you have done so far")) }
    if #sessions == 0 then
        body[2] = kit.lead(tr("Nothing is here yet. It fills as you go."))
    else
        body[2] = kit.lead(total_line(ctx, sessions))
        for _, group in ipairs(score_groups(ctx.scores or {})) do
            body[#body + 1] = kit.heading(group.title, 2)
            body[#body + 1] = { t = "table", head = { tr("Day"), tr("Score") }, rows = group.rows }
        end
        body[#body + 1] = kit.heading(tr("Your last sessions"), 2)
        body[#body + 1] = { t = "table", head = { tr("Day"), tr("What"), tr("How it went"), tr("Practice") },
                            rows = session_rows(sessions) }
        body[#body + 1] = kit.small(tr("Some weeks go up, some go down. Rest days are part of the plan."))
    end
    return { title = tr("My progress"), column = "wide", body = body, footer = { back = kit.back() } }
end

function record.notes(ctx)
    local notes, body = ctx.notes or {}, { kit.heading(tr("My notes")) }
    if #notes == 0 then
        body[2] = kit.lead(tr("What you write in a module is kept here."))
    else
        body[2] = kit.lead(tr("Your own words, newest first. They are yours until you share them."))
    end
    for i = #notes, 1, -1 do
        local note = notes[i]
        local where = tr("%s. %s"):format(kit.date_words(note.date), module_words(note))
        body[#body + 1] = { t = "panel", body = kit.list(3,
            kit.small(where),
            note.label and note.label ~= "" and kit.heading(note.label, 3),
            { t = "words", text = note.text }) }
    end
    return { title = tr("My notes"), column = "question", body = body, footer = { back = kit.back() } }
end

return record
