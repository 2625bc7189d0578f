-- The rest of the desk: prescribing, the library, the safety card, people, staff, the staff log, export and sign-in.
local desk = require "screens.desk_kit"
local kit = require "steps.kit"
local tr = kit.tr

local pages = {}

-- Each module of the course: as it is, left out, or another in its place; and limits for what is done by quota.
local function unit_part(unit)
    local options = { { value = "keep", label = tr("As in the course") }, { value = "skip", label = tr("Leave it out") } }
    for _, other in ipairs(unit.others) do
        options[#options + 1] = { value = other.module, label = tr("%s in its place"):format(other.title) }
    end
    local body = { kit.heading(unit.title, 3),
        kit.small(tr("Week %s. %s"):format(kit.number(unit.week), unit.practice)),
        { t = "choice", id = "unit:" .. unit.module, label = unit.title, options = options, value = unit.choice } }
    for _, limit in ipairs(unit.limits) do
        body[#body + 1] = { t = "columns", weights = { 1, 1 }, body = {
            kit.group { kit.small(tr("Never more than, in %s (0: no limit)"):format(limit.unit)),
                { t = "number", id = "limit:" .. limit.id, label = tr("Never more than"), from = 0, to = 600, step = 1,
                  value = limit.most or 0 } },
            kit.group { kit.small(tr("Largest increase at once (0: the rule's own)")),
                { t = "number", id = "limit:" .. limit.id .. "_step", label = tr("Largest increase"), from = 0, to = 600,
                  step = 1, value = limit.step or 0 } } } }
    end
    return { t = "panel", body = body }
end

local function fit_part(ctx, body)
    body[#body + 1] = kit.heading(tr("Fitted to this person"), 2)
    for _, course in ipairs(ctx.courses) do
        if course.id == ctx.fit and #ctx.courses > 1 then
            body[#body + 1] = kit.small(tr("The modules of %s:"):format(course.title))
        end
    end
    for _, unit in ipairs(ctx.units) do
        body[#body + 1] = unit_part(unit)
    end
    if #ctx.courses > 1 then
        body[#body + 1] = { t = "row", body = { kit.button("desk_prescribe_fit", tr("Show the modules of the chosen course"), "quiet") } }
    end
end

pages["desk.prescribe"] = function(ctx)
    local now, options = ctx.plans[1], {}
    for _, course in ipairs(ctx.courses) do
        if not course.problem then
            options[#options + 1] = { value = course.id, label = tr("%s, %s weeks"):format(course.title, kit.number(course.weeks)) }
        end
    end
    local body = { kit.heading(now and tr("Change the prescription") or tr("Prescribe a course")), kit.lead(ctx.name) }
    if not ctx.card_filled then
        body[#body + 1] = { t = "status", tone = "caution",
            text = tr("The safety card is empty. Fill it in first, so that everybody with a course can see who to call.") }
        body[#body + 1] = { t = "row", body = { kit.button("desk_safety", tr("Fill in the safety card"), "primary",
            { icon = "phone" }) } }
        return desk.page(ctx, body, { column = "question", footer = { back = kit.back() } })
    end
    body[#body + 1] = kit.small(tr("Course"))
    body[#body + 1] = { t = "choice", id = "course", label = tr("Course"), options = options,
                        value = now and now.course or (#options == 1 and options[1].value or nil) }
    body[#body + 1] = desk.box("start", tr("Start, as year-month-day"), { value = now and now.start or ctx.today })
    body[#body + 1] = kit.small(tr("Days for a week of the course, as a factor: 1 is 7 days, 1.5 is slower"))
    body[#body + 1] = { t = "number", id = "pace", label = tr("Pace"), from = 0.5, to = 4, step = 0.5, value = now and now.pace or 1 }
    body[#body + 1] = { t = "columns", weights = { 1, 1 }, body = {
        kit.group { desk.box("pause_from", tr("Pause from (may be empty)")) },
        kit.group { desk.box("pause_to", tr("to")) } } }
    fit_part(ctx, body)
    body[#body + 1] = desk.box("note", tr("A few words to them, shown with the course (may be empty)"), { lines = 3 })
    return desk.page(ctx, body, { column = "question", focus = "none", footer = { back = kit.back(),
        primary = kit.button("desk_prescribe_save", tr("Prescribe"), "primary", { icon_after = "check" }) } })
end

pages["desk.library"] = function(ctx)
    local modules, courses = {}, {}
    local fine = { text = tr("Checked"), tone = "good", icon = "check" }
    for i, module in ipairs(ctx.modules) do
        local kind = kit.module_kind(module.kind)
        modules[i] = { { text = module.title or module.id, strong = true }, module.problem and "" or kind.label,
            module.minutes and kit.minutes_words(module.minutes) or "", module.version or "",
            module.problem and { text = tr("Needs work"), tone = "danger", icon = "warning" } or fine }
    end
    for i, course in ipairs(ctx.courses) do
        courses[i] = { { text = course.title, strong = true }, tr("%s weeks"):format(kit.number(course.weeks)),
            course.problem and { text = tr("Needs work"), tone = "danger", icon = "warning" } or fine }
    end
    local body = { desk.bar(ctx, "desk.library"), kit.heading(tr("Library")),
        kit.lead(tr("What can be prescribed and played here. \"balm check\" says more about each.")) }
    if #courses > 0 then
        body[#body + 1] = { t = "panel", body = { kit.heading(tr("Courses"), 2), { t = "table", label = tr("Courses"),
            head = { tr("Course"), tr("Length"), tr("State") }, rows = courses } } }
    end
    body[#body + 1] = { t = "panel", body = { kit.heading(tr("Modules"), 2), { t = "table", label = tr("Modules"),
        head = { tr("Module"), tr("Kind"), tr("Length"), tr("Version"), tr("State") }, rows = modules } } }
    return desk.page(ctx, body, { footer = { back = kit.back() } })
end

pages["desk.safety"] = function(ctx)
    local card = ctx.cards[ctx.language] or {}
    local languages, people = {}, card.people or {}
    for tag in pairs(ctx.cards) do
        languages[#languages + 1] = tag
    end
    table.sort(languages)
    local row = {}
    for _, tag in ipairs(languages) do
        row[#row + 1] = kit.button("desk_language", tag, tag == ctx.language and "secondary" or "quiet", { arg = tag })
    end
    local body = { desk.bar(ctx, "desk.safety"), kit.heading(tr("Safety card")),
        kit.lead(tr("Who to call, when, and what to say. Patients see it under Help now, after an answer that "
            .. "worries, and after an urgent message. Balm itself calls nobody.")),
        { t = "columns", weights = { 2, 1 }, body = { kit.group { desk.box("language",
            tr("Language of this card, for example en or de"), { value = ctx.language }) },
            kit.group { kit.small(tr("Filled in:")), { t = "row", body = #row > 0 and row or { kit.text(tr("none yet")) } } } } },
        { t = "row", body = { kit.button("desk_language", tr("Show this language"), "quiet") } },
        desk.box("words", tr("Words above the numbers (may be empty)"), { value = card.text }) }
    for i = 1, math.min(6, math.max(3, #people + 1)) do
        local p = people[i] or {}
        body[#body + 1] = { t = "panel", body = { kit.heading(tr("Line %s"):format(kit.number(i)), 3),
            { t = "columns", weights = { 1, 1 }, body = {
                kit.group { desk.box("name_" .. i, tr("Who"), { value = p.name }), desk.box("when_" .. i, tr("When"),
                    { value = p.when }) },
                kit.group { desk.box("number_" .. i, tr("Number"), { value = p.number }), desk.box("say_" .. i,
                    tr("What to say"), { value = p.say }) } } } } }
    end
    return desk.page(ctx, body, { column = "full", focus = "none", footer = { back = kit.back(),
        primary = kit.button("desk_card_save", tr("Save the safety card"), "primary", { icon_after = "check" }) } })
end

pages["desk.people"] = function(ctx)
    local rows = {}
    for i, person in ipairs(ctx.people) do
        rows[i] = { action = "desk_patient", arg = person.id, label = person.name, cells = { { text = person.name, strong = true },
            person.id, kit.date_words(person.added_at), person.pin > 0 and tr("PIN is set") or tr("No PIN") } }
    end
    local body = { desk.bar(ctx, "desk.people"), kit.heading(tr("People")), kit.lead(kit.tr_n("%s person.", "%s people.", ctx.all)),
        { t = "panel", body = { kit.heading(tr("Add a patient"), 2),
            { t = "columns", weights = { 2, 1 }, body = { kit.group { desk.box("new_name", tr("Name")) },
                kit.group { desk.box("new_pin", tr("PIN for the kiosk, 4 to 8 digits (may be empty)"), { secret = true }) } } },
            { t = "row", body = { kit.button("desk_person_add", tr("Add"), "primary", { icon = "plus" }) } } } },
        { t = "columns", weights = { 3, 1 }, body = { kit.group { { t = "textbox", id = "search",
            label = tr("Search"), lines = 1, enter = "desk_search",
            value = ctx.search ~= "" and ctx.search or nil, example = tr("Search by name") } },
            kit.group { { t = "row", body = { kit.button("desk_search", tr("Search"), "secondary", { icon = "search" }) } } } } } }
    if #rows > 0 then
        body[#body + 1] = { t = "panel", body = { { t = "table", label = tr("People"), head = { tr("Name"), tr("Id"),
            tr("Added"), tr("PIN") }, rows = rows } } }
    end
    if ctx.found > #rows then
        body[#body + 1] = kit.small(tr("%s of %s. Search to find the others."):format(kit.number(#rows), kit.number(ctx.found)))
    end
    return desk.page(ctx, body, { focus = "none", footer = { back = kit.back() } })
end

pages["desk.remove"] = function(ctx)
    return desk.page(ctx, { kit.heading(tr("Remove %s for good?"):format(ctx.name)),
        kit.text(tr("Their key is destroyed: nothing they answered can ever be read again, not even by you. Export or "
            .. "print first what you have to keep.")),
        desk.box("confirm", tr("To go on, write the name: %s"):format(ctx.name)) },
        { column = "question", footer = { back = kit.back("primary"),
            primary = kit.button("desk_person_remove", tr("Remove for good"), "caution") } })
end

pages["desk.staff"] = function(ctx)
    local first = #ctx.members == 0
    local body = { desk.bar(ctx, "desk.staff"), kit.heading(tr("Staff")) }
    if first then
        body[#body + 1] = kit.lead(tr("Who are you? From now on the desk asks for this passphrase."))
    else
        local rows = {}
        for _, member in ipairs(ctx.members) do
            rows[#rows + 1] = { t = "row", spread = true, body = { kit.text("**" .. member.name .. "**"),
                kit.button("desk_staff_remove", tr("Remove %s"):format(member.name), "ghost", { arg = member.id }) } }
        end
        body[#body + 1] = { t = "panel", body = rows }
    end
    body[#body + 1] = { t = "panel", body = { kit.heading(first and tr("The first member of staff") or tr("Add a member of staff"), 2),
        desk.box("staff_name", tr("Name")),
        { t = "columns", weights = { 1, 1 }, body = {
            kit.group { desk.box("passphrase", tr("Passphrase, 8 characters or more"), { secret = true }) },
            kit.group { desk.box("again", tr("The passphrase again"), { secret = true }) } } },
        { t = "row", body = { kit.button("desk_staff_add", first and tr("Set up") or tr("Add"), "primary", { icon = "plus" }),
            not first and kit.button("desk_passphrase", tr("Make this my new passphrase"), "quiet") or nil } } } }
    return desk.page(ctx, body, { focus = "none", footer = { back = kit.back() } })
end

pages["desk.log"] = function(ctx)
    local rows = {}
    for i, line in ipairs(ctx.lines) do
        rows[i] = { kit.date_words(line.at_on) .. ", " .. line.at_time, { text = line.who, strong = true }, line.what }
    end
    return desk.page(ctx, { desk.bar(ctx, "desk.log"), kit.heading(tr("Staff log")),
        kit.lead(tr("Who looked at what and who changed what, newest first. Nothing can be taken out of it.")),
        { t = "panel", body = { { t = "table", label = tr("Staff log"), head = { tr("When"), tr("Who"), tr("What") }, rows = rows } } } },
        { footer = { back = kit.back() } })
end

pages["desk.export"] = function(ctx)
    return desk.page(ctx, { desk.bar(ctx, "desk.export"), kit.heading(tr("Export")),
        kit.lead(tr("The whole record as a file in the data folder. It holds names and answers: keep it as safe as the record.")),
        { t = "row", body = { kit.button("desk_write", tr("For a spreadsheet (CSV)"), "secondary", { arg = "csv", icon = "download" }),
            kit.button("desk_write", tr("Everything (JSON)"), "secondary", { arg = "json", icon = "download" }) } },
        kit.small(tr("A bundle for a clinic's own system comes from \"balm export --format fhir\".")) },
        { footer = { back = kit.back() } })
end

pages["desk.signin"] = function(ctx)
    local options = {}
    for i, member in ipairs(ctx.members) do
        options[i] = { value = member.id, label = member.name }
    end
    local body = { kit.heading(ctx.leaving and tr("Close the kiosk?") or tr("Therapist view")),
        kit.lead(ctx.leaving and tr("A member of staff signs here to close it.") or tr("Sign in to see your patients.")) }
    if #options > 1 then
        body[#body + 1] = { t = "choice", id = "member", label = tr("Your name"), options = options }
    elseif options[1] then
        body[#body + 1] = kit.text("**" .. options[1].label .. "**")
    end
    local problem = ctx.problem
    body[#body + 1] = kit.small(tr("Passphrase"))
    body[#body + 1] = { t = "textbox", id = "passphrase", label = tr("Passphrase"), lines = 1, secret = true, problem = problem }
    return { column = "reading", body = body, tools = { "text" },
             footer = { back = ctx.leaving and kit.back() or nil, primary = kit.continue() } }
end

return pages
