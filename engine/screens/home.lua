-- Where a day begins: today, the library of practices, and who is here.
local kit = require "steps.kit"
local tr = kit.tr

local home = {}

local greetings = {
    morning = tr("Good morning."), afternoon = tr("Good afternoon."), evening = tr("Good evening."),
}

local function kind_line(module)
    local kind = kit.module_kind(module.kind)
    local line = kind.label
    if module.minutes then
        line = tr("%s. %s"):format(line, kit.minutes_words(module.minutes))
    end
    return line
end

local function due_card(due)
    return { t = "card", body = kit.list(4,
        kit.small(kind_line(due)),
        kit.heading(due.title, 2),
        due.summary and kit.text(due.summary),
        kit.button("start", tr("Start"), "primary", { arg = due.module, icon = "play" })) }
end

local function resume_card(resume)
    local at = resume.index and resume.total
        and tr("You stopped at step %s of %s. Everything you did is saved."):format(kit.number(resume.index),
            kit.number(resume.total))
        or tr("You began this. Everything you did is saved.")
    return { t = "card", body = {
        kit.small(kind_line(resume)),
        kit.heading(resume.title, 2),
        kit.text(at),
        kit.button("start", tr("Continue"), "primary", { arg = resume.module, icon_after = "arrow-right" }),
    } }
end

local function rest_card()
    return { t = "card", body = {
        kit.heading(tr("Nothing is planned for today"), 2),
        kit.text(tr("Rest days are part of the plan. You can still do something small.")),
        kit.button("library", tr("See what there is"), "secondary", { icon = "leaf" }),
    } }
end

local function module_entry(module)
    local kind = kit.module_kind(module.kind)
    return kit.entry("start", module.title, {
        arg = module.module or module.id, sub = kind_line(module), icon = kind.icon, tint = kind.tint,
        trailing = module.done and tr("Done") or nil,
    })
end

-- What else there is today: the other modules of the course, and the due one when something half done comes first.
local function other_entries(ctx, top)
    local rows = {}
    for _, module in ipairs(ctx.others or {}) do
        if (module.module or module.id) ~= top and #rows < 4 then
            rows[#rows + 1] = module_entry(module)
        end
    end
    return rows
end

local function ways(ctx)
    local has = ctx.has or {}
    return { t = "row", body = kit.list(3,
        has.library and kit.button("library", tr("Practice library"), "quiet", { icon = "leaf" }),
        has.progress and kit.button("progress", tr("My progress"), "quiet", { icon = "chart" }),
        has.notes and kit.button("notes", tr("My notes"), "quiet", { icon = "note" })) }
end

function home.today(ctx)
    local day = ctx.date and tr("%s."):format(ctx.date)
    local lead = (ctx.due or ctx.resume) and tr("One small thing for today.") or tr("A day to rest.")
    local card = ctx.resume and resume_card(ctx.resume) or ctx.due and due_card(ctx.due) or rest_card()
    local top = ctx.resume and ctx.resume.module or ctx.due and ctx.due.module
    local others = other_entries(ctx, top)
    local main = card
    if #others > 0 then
        local right = { kit.heading(ctx.course or tr("More for you"), 2) }
        for _, row in ipairs(others) do
            right[#right + 1] = row
        end
        main = { t = "columns", weights = { 3, 2 }, body = { kit.group { card }, kit.group(right) } }
    end
    return {
        column = "wide", person = ctx.name, tools = ctx.name and { "text", "person", "help" } or nil,
        body = {
            kit.heading(greetings[ctx.greeting] or tr("Hello.")),
            kit.lead(day and day .. " " .. lead or lead),
            main,
            { t = "space", size = 24 },
            ways(ctx),
        },
    }
end

function home.library(ctx)
    local body = { kit.heading(tr("Practice library")), kit.lead(tr("Choose what suits you today.")) }
    for _, module in ipairs(ctx.modules or {}) do
        body[#body + 1] = module_entry(module)
    end
    if #body == 2 then
        body[2] = kit.lead(tr("There is nothing here yet."))
    end
    return { column = "question", title = tr("Practice library"), body = body, footer = { back = kit.back() } }
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
