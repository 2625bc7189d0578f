-- form: several questions on one screen. Its fields are questions with the same rules as the steps of their names.
-- luacheck: read globals object
local kit = require "steps.kit"
local check = require "steps.check"
local ask = require "steps.ask"
local tr = kit.tr

local form = {}

local kinds = { "text", "choice", "many", "yes", "scale", "number", "time", "date", "list", "body" }

local function decl_of(def)
    return require("steps." .. def.kind:gsub("%.", "_"))
end

local function known(name)
    for _, kind in ipairs(kinds) do
        if kind == name then
            return true
        end
    end
end

-- One field as written -> its def, or nil and a message.
local function field_def(written, i, inherited)
    if type(written) ~= "table" then
        return nil, ('field %d of "fields" is no table. Write for example {ask="text", id="what", text="What?"}.'):format(i)
    end
    local name = type(written.ask) == "string" and written.ask:gsub("^ask%.", "") or nil
    if not name or not known(name) then
        return nil, ('field %d of "fields" has %s.%s One of: %s.'):format(i,
            name and ('ask="%s", which a form does not know'):format(name) or 'no "ask"',
            name and check.suggestion(name, kinds) or "", table.concat(kinds, ", "))
    end
    local decl = decl_of { kind = "ask." .. name }
    local subject = ('The field %d (ask="%s") of the form'):format(i, name)
    local def, message = check.fields(decl, written, inherited, subject, "ask")
    if not def then
        return nil, message
    end
    def.kind = decl.kind
    if name == "text" and written.lines == nil then
        def.lines = 2
    end
    return def
end

-- Where a field takes its range from: a field above it, or a step before the form (by id).
local function inherited_of(written, above, before)
    local same = type(written) == "table" and written.same_as
    if not same then
        return nil
    end
    return above[same] or (before and before[same]) or nil,
        not (above[same] or (before and before[same])) and ('same_as="%s" names no question before it.'):format(tostring(same))
end

-- Called by define with the checked form: turns def.fields into defs. Message or nil.
function form.define_fields(def, before)
    local defs, above = {}, {}
    for i, written in ipairs(def.fields) do
        local inherited, message = inherited_of(written, above, before)
        if message then
            return message
        end
        local one
        one, message = field_def(written, i, inherited)
        if not one then
            return message
        end
        if above[one.id] then
            return ('two fields have the id "%s". Give each its own.'):format(one.id)
        end
        above[one.id] = one
        defs[i] = one
    end
    if #defs == 0 then
        return 'fields is empty. Give at least one, such as {ask="text", id="what", text="What happened?"}.'
    end
    def.fields = defs
end

local function field_nodes(def, state, body)
    local earlier = type(state.value) == "table" and state.value or {}
    for i, one in ipairs(def.fields) do
        local decl = decl_of(one)
        if i > 1 then
            body[#body + 1] = { t = "space", size = 24 }
        end
        body[#body + 1] = kit.heading(one.text, 3)
        local own_state = { draft = state.draft, problem = state.problem and state.problem.field and state.problem or nil }
        body[#body + 1] = ask.node(decl, one, own_state, earlier[one.id])
        if one.optional then
            body[#body + 1] = kit.small(tr("You can leave this out."))
        end
    end
end

return {
    kind = "form",
    define_fields = form.define_fields,
    help = "Several questions on one screen. Returns a table by field id.",
    example = 'form { id="day", title="Your day", fields={ {ask="yes", id="slept", text="Did you sleep well?"} } }',
    fields = {
        { name = "id", type = "id", required = true, help = "Name of the answer, unique in the module." },
        { name = "title", type = "text", help = "The heading." },
        { name = "text", type = "text", help = "A line below the heading." },
        { name = "fields", type = "field_list", required = true, help = 'The questions: {{ask="scale", id="pain", text="…"}}.' },
        { name = "optional", type = "boolean", default = false, help = "true: the patient may skip the whole form." },
        { name = "context", type = "context", help = "Ids of earlier answers to show above it as quotes." },
    },
    page = function(def, state)
        local body = {}
        kit.quotes(state, body)
        body[#body + 1] = kit.heading(def.title or state.module.title)
        if def.text then
            body[#body + 1] = kit.lead(def.text)
        end
        field_nodes(def, state, body)
        return { column = "question", body = body, footer = kit.footer(state, def.optional) }
    end,
    accept = function(def, fields)
        local value = object({})
        for _, one in ipairs(def.fields) do
            local decl = decl_of(one)
            local answer, problem = decl.read(one, fields[one.id])
            if not problem and answer == nil and not one.optional then
                problem = decl.missing
            end
            if problem then
                return { problem = problem, field = one.id }
            end
            value[one.id] = answer
        end
        return { status = "answered", value = value }
    end,
    simulate = function(def, chance)
        local out = {}
        for _, one in ipairs(def.fields) do
            if not one.optional or chance() < 0.8 then
                out[one.id] = decl_of(one).imagine(one, chance)
            end
        end
        return out
    end,
    label = function(def, value)
        local out = {}
        for _, one in ipairs(def.fields) do
            if value[one.id] ~= nil then
                out[#out + 1] = decl_of(one).label(one, value[one.id])
            end
        end
        return table.concat(out, ", ")
    end,
}
