-- Where a day begins: today, the library of practices, and who is here.
--
-- ctx of today: date, greeting; name (of the patient); resume or due: what comes first, as {module, title, kind, minutes,
-- summary, gentler={module, title}, planned (by a prescription), because (the course's words), why={code=,...} as in
-- course/course.h; resume also index, total}; others: more modules, each as due and with done; course (title);
-- week={{weekday=1 (Monday), title=, done=, today=},...}; sprig={done=, current=, of=, weeks=true} in sessions or weeks of
-- the course; note={by=, text=} of the therapist; suggestion: a module as others, with reason, sure
-- and extra as in course/suggest.h; state, paused_until, soon={title=, on=} of the plan; has={library, ...}.
local kit = require "steps.kit"
local tr = kit.tr

local home = {}

local greetings = {
    morning = tr("Good morning."), afternoon = tr("Good afternoon."), evening = tr("Good evening."),
}

local weekdays = { tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun") }

-- Why this today: the course's own words, else what the figures say.
local limits = {
    below = tr("%s has been under %s for %s weeks."), above = tr("%s has been over %s for %s weeks."),
    at_most = tr("%s has been %s or less for %s weeks."), at_least = tr("%s has been %s or more for %s weeks."),
}

local function name_of(figure)
    local name = figure:match("([^.]+)$"):gsub("[_-]", " ")
    return name:sub(1, 1):upper() .. name:sub(2)
end

local function why_words(module)
    local why = module.why or {}
    if why.code == "when" and why.word then
        local because = limits[why.word]:format(name_of(why.of), kit.number(why.value), kit.number(why.weeks))
        return module.because and because .. " " .. module.because or because
    elseif module.because then
        return module.because
    elseif why.code == "of_week" and why.done > 0 then
        return tr("%s of %s this week."):format(kit.number(why.done), kit.number(why.target))
    elseif why.code == "measure" then
        return tr("A few questions, so that you and your care team can see how it goes.")
    end
end

local function kind_line(module)
    local kind = kit.module_kind(module.kind)
    local line = kind.label
    if module.minutes then
        line = tr("%s. %s"):format(line, kit.minutes_words(module.minutes))
    end
    return line
end

-- ---- the one big thing ----
local function due_card(due)
    local gentler, words = due.gentler, why_words(due) or due.summary
    return { t = "card", body = kit.list(5,
        { t = "picture", art = "hills", alt = "", height = 230 },
        kit.tag(due),
        kit.heading(due.title, 1),
        words and { t = "text", text = words, extra = true },
        { t = "row", body = kit.list(3,
            kit.button("start", tr("Start"), "primary", { arg = due.module, icon = "play" }),
            gentler and kit.button("start", tr("Something gentler today"), "ghost", { arg = gentler.module }),
            due.planned and kit.button("snooze", tr("Not today"), "ghost", { arg = due.module })) }) }
end

local function resume_card(resume)
    local at = resume.index and resume.total
        and tr("You stopped at step %s of %s. Everything you did is saved."):format(kit.number(resume.index),
            kit.number(resume.total))
        or tr("You began this. Everything you did is saved.")
    return { t = "card", body = {
        { t = "picture", art = "hills", alt = "", height = 230 },
        kit.tag(resume),
        kit.heading(resume.title, 1),
        kit.text(at),
        kit.button("start", tr("Continue"), "primary", { arg = resume.module, icon_after = "arrow-right" }),
    } }
end

-- Nothing is due: a pause, today's part done, a course not begun yet, or the end of one.
local function rest_words(ctx)
    if ctx.state == "paused" then
        local on = kit.date_words(ctx.paused_until)
        return tr("Your course is resting"), tr("It goes on on %s. You can still do something small."):format(on)
    elseif ctx.state == "before" then
        return tr("Your course begins on %s"):format(kit.date_words(ctx.start)), tr("Until then you can look around.")
    elseif ctx.state == "complete" then
        return tr("You finished your course"), tr("What helped you is in the practice library, for any time.")
    elseif ctx.state == "running" then
        local soon = ctx.soon and tr("Next: %s, from %s."):format(ctx.soon.title, kit.date_words(ctx.soon.on))
        return tr("That is all for today"), soon or tr("Rest is part of the plan. You can still do something small.")
    end
    return tr("Nothing is planned for today"), tr("Rest days are part of the plan. You can still do something small.")
end

local function rest_card(ctx)
    local heading, text = rest_words(ctx)
    return { t = "card", body = {
        { t = "picture", art = "hills", alt = "", height = 230 },
        kit.heading(heading, 1),
        kit.text(text),
        kit.button("library", tr("See what there is"), "secondary", { icon = "leaf" }),
    } }
end

-- ---- beside it: the week and the course ----
local function module_entry(module)
    local kind = kit.module_kind(module.kind)
    return kit.entry("start", module.title, {
        arg = module.module or module.id, sub = kind_line(module), icon = kind.icon, tint = kind.tint,
        trailing = module.done and tr("Done") or nil, done = module.done or nil,
    })
end

-- What else there is today: the other modules of the course, and the due one when something half done comes first.
local function other_entries(ctx, top)
    local rows = {}
    for _, module in ipairs(ctx.others or {}) do
        local id, suggested = module.module or module.id, ctx.suggestion and ctx.suggestion.module
        if id ~= top and id ~= suggested and #rows < 3 then
            rows[#rows + 1] = module_entry(module)
        end
    end
    return rows
end

local function week_rows(week)
    local rows = {}
    for i, day in ipairs(week) do
        local name = day.today and tr("Today") or weekdays[day.weekday] or day.day
        rows[i] = { day = name, label = day.title, done = day.done, today = day.today,
                    state = day.done and tr("Done") or nil }
    end
    return { t = "week", rows = rows }
end

local function sprig_words(ctx)
    local sprig = ctx.sprig
    local words = sprig.weeks and tr("Week %s of %s") or tr("%s of %s")
    return words:format(kit.number(sprig.current or sprig.done), kit.number(sprig.of))
end

-- What their own ratings speak for: a choice beside the plan, with its reason and how sure it is.
local sure_words = {
    a_little = tr("This is a first hint."), fairly = tr("This is fairly sure."), very = tr("This is quite sure."),
}

local function points(n)
    return kit.number(math.floor(math.abs(n) * 10 + 0.5) / 10)
end

local function suggestion_part(suggestion)
    local reason = suggestion.reason
    local because = tr("You rated this %s times. Afterwards it was better by about %s of 10 points. %s"):format(
        kit.number(reason.rated), points(reason.mean), sure_words[suggestion.sure] or "")
    return {
        kit.heading(tr("What has helped you"), 2),
        module_entry(suggestion),
        kit.text(because),
        kit.button("suggest_not", tr("Do not suggest this"), "ghost", { arg = suggestion.module }),
    }
end

local function side(ctx, top)
    local body = {}
    if ctx.week and #ctx.week > 0 then
        body[1] = kit.heading(tr("This week"), 2)
        body[2] = week_rows(ctx.week)
    end
    local others = other_entries(ctx, top)
    if ctx.suggestion then
        for _, node in ipairs(suggestion_part(ctx.suggestion)) do
            body[#body + 1] = node
        end
    end
    if #others > 0 then
        body[#body + 1] = kit.heading(ctx.sprig and tr("If you would like more") or ctx.course or tr("More for you"), 2)
        for _, row in ipairs(others) do
            body[#body + 1] = row
        end
    end
    if ctx.sprig then
        body[#body + 1] = { t = "rule" }
        body[#body + 1] = { t = "tag", text = tr("Your course"), trailing = sprig_words(ctx), tint = "none" }
        body[#body + 1] = { t = "sprig", done = ctx.sprig.done, current = ctx.sprig.current, of = ctx.sprig.of,
                            label = tr("Your course"), text = sprig_words(ctx) }
    end
    return body
end

local function ways(ctx)
    local has = ctx.has or {}
    return { t = "tiles", least = 380, body = kit.list(3,
        has.library and kit.entry("library", tr("Practice library"), { icon = "leaf" }),
        has.progress and kit.entry("progress", tr("My progress"), { icon = "chart" }),
        has.notes and kit.entry("notes", tr("My notes"), { icon = "note" })) }
end

local function done_today(ctx)
    for _, day in ipairs(ctx.week or {}) do
        if day.today then
            return day.done
        end
    end
end

function home.today(ctx)
    local day = ctx.date and tr("%s."):format(ctx.date)
    local lead = (ctx.due or ctx.resume) and tr("One small thing for today.")
        or done_today(ctx) and tr("You have done your part for today.") or tr("A day to rest.")
    local card = ctx.resume and resume_card(ctx.resume) or ctx.due and due_card(ctx.due) or rest_card(ctx)
    local top = ctx.resume and ctx.resume.module or ctx.due and ctx.due.module
    local beside = side(ctx, top)
    local note = ctx.note and (ctx.note.by and tr("%s wrote: %s"):format(ctx.note.by, ctx.note.text)
        or tr("Your care team wrote: %s"):format(ctx.note.text))
    local main = card
    if #beside > 0 then
        main = { t = "columns", weights = { 16, 9 }, body = { kit.group { card }, kit.group(beside) } }
    end
    return {
        column = "wide", person = ctx.name, tools = ctx.name and { "text", "person", "help" } or nil,
        body = kit.list(5,
            kit.heading(greetings[ctx.greeting] or tr("Hello.")),
            { t = "lead", text = day and day .. " " .. lead or lead, extra = true },
            note and { t = "status", tone = "info", text = note, icon = "chat" },
            main,
            ways(ctx)),
    }
end

-- ---- library: what one may do any time, by kind ----
local order = { "mindfulness", "exercise", "cbt", "education", "plan", "diary", "measure" }

local function by_kind(modules)
    local groups = {}
    for _, module in ipairs(modules) do
        local kind = module.kind or "plan"
        groups[kind] = groups[kind] or {}
        table.insert(groups[kind], module_entry(module))
    end
    return groups
end

-- ctx: modules, each {module, title, kind, minutes, summary, done}.
function home.library(ctx)
    local body = { kit.heading(tr("Practice library")), kit.lead(tr("Choose what suits you today.")) }
    local groups = by_kind(ctx.modules or {})
    for _, kind in ipairs(order) do
        if groups[kind] then
            body[#body + 1] = kit.heading(kit.module_kind(kind).label, 2)
            body[#body + 1] = { t = "tiles", least = 480, body = groups[kind] }
        end
    end
    if #body == 2 then
        body[2] = kit.lead(tr("There is nothing here yet."))
    end
    return { column = "wide", title = tr("Practice library"), body = body, footer = { back = kit.back() } }
end

function home.people(ctx)
    local body = { kit.heading(tr("Who are you?")) }
    for _, person in ipairs(ctx.people or {}) do
        body[#body + 1] = kit.entry("choose_person", person.name, { arg = person.id, icon = "person", tint = "primary" })
    end
    if #body == 1 then
        body[2] = kit.lead(tr("Nobody is set up on this machine yet."))
        body[3] = kit.text(tr("Ask your clinic, or add a person on the command line:") .. " **balm patient add --name NAME**")
    end
    return { column = "reading", body = body }
end

return home
