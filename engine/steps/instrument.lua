-- instrument: a published questionnaire, one question a screen, word for word. Skip is always offered, no earlier answer
-- is on show, and no answer is remarked upon. An item's def has kind "instrument" and ask "scale" or "choice".
local kit = require "steps.kit"
local check = require "steps.check"

local dots_at_most = 5
local kinds = {
    scale = true, choice = true, many = true, number = true, time = true, date = true, yes = true, text = true,
    display = true, -- words to read, nothing to answer
}
local groups_above = 3 -- headings of groups shown above a question, the innermost last

local function decl_of(item)
    return require("steps.ask_" .. item.ask)
end

-- The groups an item stands in, the outermost first; their words, and the conditions that come with them.
local function groups_of(instrument, item)
    local by_id, chain, texts, conditions = {}, {}, {}, {}
    for _, group in ipairs(instrument.groups or {}) do
        by_id[group.id] = group
    end
    local group = by_id[item.group]
    while group and #chain < 2000 do
        table.insert(chain, group)
        group = by_id[group.group]
    end
    for i = #chain, 1, -1 do
        conditions[#conditions + 1] = chain[i].when
        if i <= groups_above and chain[i].text then
            texts[#texts + 1] = chain[i].text
        end
    end
    conditions[#conditions + 1] = item.when
    return #texts > 0 and texts or nil, #conditions > 0 and conditions or nil
end

-- One item of the instrument's table as a def of its own.
local function item_def(def, instrument, item, i, labels)
    local made = {
        kind = "instrument", ask = item.ask, key = ("%s/%s"):format(def.key, item.id),
        id = ("%s.%s"):format(def.id, item.id), item = item.id, instrument = def.id,
        title = instrument.patient_title or instrument.title, text = item.text,
        intro = item.intro or instrument.intro, recall = instrument.recall,
        short = item.short, labels = labels, index = i, count = #instrument.items,
        optional = true, risk = item.risk, unscored = item.in_score == false or nil, about = item.about, keep = item.keep,
        note = item.note,
    }
    made.lead, made.conditions = groups_of(instrument, item)
    if item.ask == "choice" or item.ask == "many" then
        made.options, made.other, made.at_most = check.types.options(item.options), item.other, item.at_most
    elseif item.ask == "scale" then
        made.from, made.to, made.step = item.from or 0, item.to or 10, item.step or 1
        made.low, made.high = item.low, item.high
    elseif item.ask == "number" then
        made.from, made.to, made.step, made.unit = item.from, item.to, item.step or 1, item.unit
        made.whole = item.whole
    elseif item.ask == "text" then
        made.lines, made.example, made.max_length = item.lines or 1, item.example, item.max_length
    elseif item.ask == "display" then
        made.unscored, made.optional = true, nil
    end
    return made
end

local function bad_item(item)
    if type(item) ~= "table" or type(item.id) ~= "string" or type(item.text) ~= "string" then
        return 'has an item without "id" or "text".'
    elseif item.text == "" then
        return ('has no wording yet: its owner asks for a licence. A clinic that has one writes the wording of "%s" and the '
            .. 'others into the file.'):format(item.id)
    elseif not kinds[item.ask] then
        return ('has the item "%s" without ask="scale", "choice", "many", "number", "time", "date", "yes", "text" or '
            .. '"display".'):format(item.id)
    elseif (item.ask == "choice" or item.ask == "many") and not check.types.options(item.options) then
        return ('has the item "%s" whose options are not a list of {value, label}.'):format(item.id)
    end
end

-- The items as defs, in order. Also returns a message when the table is not what it should be.
local function parts(def, instrument)
    local out, labels = {}, {}
    for i, item in ipairs(instrument.items or {}) do
        local message = bad_item(item)
        if message then
            return nil, ('The instrument "%s" %s'):format(def.id, message)
        end
        labels[i] = item.short or ""
    end
    local shown = #labels <= dots_at_most and #labels > 1 and labels or nil
    for i, item in ipairs(instrument.items or {}) do
        out[i] = item_def(def, instrument, item, i, shown)
    end
    return out
end

local function item_page(def, state)
    local part = state.part or def
    local labels = part.labels or def.labels
    local body = {}
    if def.quote then
        kit.quotes({ context = { { label = "", text = def.quote } } }, body)
    end
    if labels and #labels > 1 and #labels <= dots_at_most then
        body[1] = { t = "steps", items = labels, current = part.index or def.index }
    end
    if def.intro then
        body[#body + 1] = kit.lead(def.intro)
    end
    for _, words in ipairs(def.lead or {}) do
        body[#body + 1] = kit.lead(words)
    end
    for _, node in ipairs(kit.question(def.text)) do
        body[#body + 1] = node
    end
    if def.note then
        body[#body + 1] = kit.lead(def.note)
    end
    -- A questionnaire shows what was given to this very item before (Back), and nothing else.
    local earlier = state.value
    if earlier == nil then
        earlier = def.last -- the patient's own words of the last time, to keep or to change
    end
    if def.ask ~= "display" then
        local node = decl_of(def).field(def, kit.field_value(def.id, state, earlier))
        node.id, node.label, node.problem = def.id, def.text, kit.field_problem(def.id, state)
        body[#body + 1] = node
    end
    return {
        title = def.title, column = def.ask == "scale" and "question" or "reading", body = body,
        sub = kit.tr("Question %s of %s"):format(kit.number(part.index or def.index), kit.number(part.count or def.count)),
        footer = kit.footer(state, def.ask ~= "display"),
    }
end

return {
    kind = "instrument",
    help = "A published questionnaire from instruments/, question by question. The score is recorded.",
    example = 'instrument { id="peg" }',
    fields = {
        { name = "id", type = "id", required = true, help = "Id of the instrument." },
    },
    parts = parts,
    page = function(def, state)
        if def.ask then
            return item_page(def, state)
        end
        return { column = "reading", body = { kit.heading(def.title or state.module.title) },
                 footer = kit.footer(state, false) }
    end,
    accept = function(def, fields)
        if not def.ask or def.ask == "display" then
            return { status = "answered" }
        end
        return decl_of(def).accept(def, fields)
    end,
    simulate = function(def, chance)
        return def.ask and def.ask ~= "display" and decl_of(def).simulate(def, chance) or {}
    end,
    label = function(def, value)
        if def.ask == "display" then
            return ""
        elseif def.ask then
            return decl_of(def).label(def, value)
        end
        return type(value) == "table" and value.total and kit.number(value.total) or ""
    end,
}
