-- What step kinds and screens share: fixed words (tr), numbers as words, nodes and buttons of a page (scene/PAGE.md).
-- Knows nothing of any one kind. Plain data in, plain data out.
-- luacheck: read globals translate translate_n
local kit = {}

-- Every fixed sentence a patient can read goes through tr, so that a translation can take its place. context tells
-- apart what is written the same. A sentence with a number in it goes through tr_n: languages differ in their plurals.
-- Both are written with literal texts: scripts/extract-strings finds them that way.
function kit.tr(text, context)
    return translate and translate(text, context) or text
end
local tr = kit.tr

function kit.tr_n(one, many, n)
    local form = translate_n and translate_n(one, many, n) or (n == 1 and one or many)
    return (form:gsub("%%s", function() return kit.number(n) end))
end

-- 6.0 -> "6", 3.5 -> "3.5" (or "3,5")
function kit.number(n)
    local whole = math.tointeger(n)
    return whole and tostring(whole) or (("%.10g"):format(n):gsub("%.", tr(".", "decimal point")))
end

function kit.trim(text)
    return (text:gsub("^%s+", ""):gsub("%s+$", ""))
end

function kit.minutes_words(minutes)
    if minutes < 1 then
        return tr("Less than 1 minute")
    end
    return kit.tr_n("%s minute", "%s minutes", math.floor(minutes + 0.5))
end

function kit.seconds_words(seconds)
    if seconds < 60 then
        return kit.tr_n("%s second", "%s seconds", math.floor(seconds))
    end
    return kit.minutes_words(seconds / 60)
end

local months = {
    tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"), tr("July"), tr("August"),
    tr("September"), tr("October"), tr("November"), tr("December"),
}

-- "2026-04-14" -> "14 April 2026"; anything else stays as it is.
function kit.date_words(date)
    local year, month, day = tostring(date):match("^(%d%d%d%d)%-(%d%d)%-(%d%d)")
    if not year or not months[tonumber(month)] then
        return tostring(date)
    end
    local words = { day = kit.number(tonumber(day)), month = months[tonumber(month)], year = year }
    return (tr("{day} {month} {year}"):gsub("{(%a+)}", words))
end

-- "2026-04-14" -> days since 1970-01-01 (a Thursday), or nil.
function kit.day_number(date)
    local y, m, d = tostring(date):match("^(%d%d%d%d)%-(%d%d)%-(%d%d)")
    if not y then
        return nil
    end
    y, m, d = tonumber(y), tonumber(m), tonumber(d)
    y = m <= 2 and y - 1 or y
    local era_day = (153 * ((m + 9) % 12) + 2) // 5 + d - 1
    local years = y % 400
    return (y // 400) * 146097 + years * 365 + years // 4 - years // 100 + era_day - 719468
end

local months_short = {
    tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"), tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"),
    tr("Nov"), tr("Dec"),
}

-- "April" or "Apr" -> 4, nil for anything else.
function kit.month_number(name)
    for i = 1, 12 do
        if name:lower() == months[i]:lower() or name:lower() == months_short[i]:lower() then
            return i
        end
    end
end

-- "2026-04-14" -> "14 Apr", for axes; with_year: "14 Apr 26".
function kit.date_short(date, with_year)
    local year, month, day = tostring(date):match("^(%d%d%d%d)%-(%d%d)%-(%d%d)")
    if not year or not months_short[tonumber(month)] then
        return tostring(date)
    end
    local words = tr("%s %s"):format(kit.number(tonumber(day)), months_short[tonumber(month)])
    return with_year and tr("%s %s"):format(words, year:sub(3)) or words
end

-- Spread over time the same way on every machine: chance() gives 0..1.
function kit.chance(seed)
    local state = (math.tointeger(seed) or math.floor((seed or 0) * 1000003) or 0) ~ 0x1F123BB5
    return function()
        state = state + 0x9E3779B97F4A7C15
        local z = state
        z = (z ~ (z >> 30)) * 0xBF58476D1CE4E5B9
        z = (z ~ (z >> 27)) * 0x94D049BB133111EB
        z = z ~ (z >> 31)
        return (z >> 11) / 9007199254740992.0
    end
end

-- ---- nodes ----
function kit.heading(text, level)
    return { t = "heading", level = level or 1, text = text }
end

function kit.lead(text)
    return { t = "lead", text = text }
end

function kit.text(text)
    return { t = "text", text = text }
end

function kit.small(text)
    return { t = "small", text = text }
end

function kit.group(body)
    return { t = "group", body = body }
end

function kit.button(action, label, style, more)
    local node = { t = "button", action = action, label = label, style = style }
    for name, value in pairs(more or {}) do
        node[name] = value
    end
    return node
end

function kit.entry(action, label, more)
    local node = { t = "entry", action = action, label = label }
    for name, value in pairs(more or {}) do
        node[name] = value
    end
    return node
end

-- Appends the values that are there; holes are fine.
function kit.list(n, ...)
    local out = {}
    for i = 1, n do
        local node = (select(i, ...))
        if node then
            out[#out + 1] = node
        end
    end
    return out
end

function kit.back(style)
    return kit.button("back", tr("Back"), style or "secondary", { icon = "arrow-left" })
end

function kit.continue(more)
    local node = kit.button("continue", tr("Continue"), "primary", { icon_after = "arrow-right" })
    for name, value in pairs(more or {}) do
        node[name] = value
    end
    return node
end

function kit.skip()
    return kit.button("skip", tr("Skip"), "ghost")
end

-- Footer of a step: Back where there is a step before, Skip where it may be skipped, Continue.
function kit.footer(state, skippable)
    return {
        back = state.can_back and kit.back() or nil,
        middle = skippable and kit.skip() or nil,
        primary = kit.continue(),
    }
end

-- A question is a heading; what follows its first paragraph is reading text. No word is changed.
function kit.question(text)
    local first, rest = text:match("^%s*(.-)%s*\n%s*\n%s*(.*)$")
    if not first then
        return { kit.heading(kit.trim(text)) }
    end
    return { kit.heading(first), kit.text(rest) }
end

-- Earlier answers, in the patient's own words, above the question.
function kit.quotes(state, body)
    if state.context and #state.context > 0 then
        local items = {}
        for i, quote in ipairs(state.context) do
            items[i] = { label = quote.label, text = quote.text }
        end
        body[#body + 1] = { t = "quotes", items = items }
    end
end

-- What a field shows: what was typed and not yet sent comes before the answer given earlier.
function kit.field_value(id, state, earlier)
    if state.draft then
        return state.draft[id]
    end
    return earlier
end

function kit.field_problem(id, state)
    local problem = state.problem
    if problem and (problem.field == nil or problem.field == id) then
        return problem.text
    end
end

-- Icon, colour and words of a module's kind.
local module_kinds = {
    education = { label = tr("Learning"), icon = "book", tint = "mind" },
    cbt = { label = tr("Thoughts and feelings"), icon = "mind", tint = "mind" },
    mindfulness = { label = tr("Mindfulness"), icon = "breath", tint = "calm" },
    exercise = { label = tr("Guided exercise"), icon = "move", tint = "move" },
    diary = { label = tr("Diary"), icon = "note", tint = "accent" },
    measure = { label = tr("Questions"), icon = "chart", tint = "primary" },
    plan = { label = tr("Plan"), icon = "calendar", tint = "primary" },
}

function kit.module_kind(kind)
    return module_kinds[kind] or { label = tr("Practice"), icon = "leaf", tint = "primary" }
end

-- The line above a module's title: its kind in its colour, how long it takes at the other end.
function kit.tag(module, trailing)
    local kind = kit.module_kind(module.kind)
    return { t = "tag", text = kind.label, icon = kind.icon, tint = kind.tint,
             trailing = trailing or (module.minutes and kit.minutes_words(module.minutes)) or nil,
             trailing_icon = (trailing or module.minutes) and "clock" or nil }
end

-- People to call, from the clinic's safety card; says openly when there is none.
local function local_emergency()
    return kit.entry(nil, tr("Emergency"), {
        sub = tr("If you are in danger now, call your local emergency number."), icon = "phone", tint = "danger",
    })
end

function kit.people(card)
    local rows = {}
    for i, person in ipairs(card and card.people or {}) do
        local sub = person.when
        if person.say then
            local say = tr("You can say: %s"):format(person.say)
            sub = sub and tr("%s. %s"):format((kit.trim(sub):gsub("%.$", "")), say) or say
        end
        local short = person.number and #person.number:gsub("%D", "") <= 3 -- 112, 999: an emergency number
        rows[i] = kit.entry(nil, person.name, {
            sub = sub, trailing = person.number, icon = short and "phone" or "person", tint = short and "danger" or "primary",
        })
    end
    if #rows == 0 then
        rows[1] = local_emergency()
        rows[2] = kit.small(tr("Your clinic has not added its phone numbers here yet."))
    end
    return rows
end

-- What to do when a symptom got worse: the same words in an exercise and after a session.
function kit.worse_advice()
    return {
        kit.text(tr("Stop this activity for now. Rest in a position that eases it.")),
        kit.text(tr("Call your local emergency number now if you have chest pain, trouble breathing, "
            .. "new weakness or numbness, or new trouble with your bladder or bowel.")),
        kit.text(tr("Tell your therapist about this soon. Balm has not called anyone.")),
    }
end

-- How much worse: told by the patient, kept with the day. chosen: the severity told already.
function kit.severities(chosen)
    local function pick(value, label)
        return { t = "pick", action = "worse_severity", arg = value, label = label, chosen = chosen == value }
    end
    return { t = "tiles", least = 230, body = {
        pick("mild", tr("A little worse")), pick("moderate", tr("Clearly worse")), pick("severe", tr("Much worse")) } }
end

return kit
