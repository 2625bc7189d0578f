-- The door to the step kinds, called from C: steps.define, page, accept, simulate, parts, label, kinds, reference.
-- Plain data in, plain data out; an author's mistake is an error table {message, file, line}. A kind's file is loaded
-- when it is first asked for.
-- luacheck: read globals object
local kit = require "steps.kit"
local check = require "steps.check"
local tr = kit.tr

local steps = {}

local names = {
    "say", "ask.text", "ask.choice", "ask.many", "ask.yes", "ask.scale", "ask.number", "ask.time", "ask.date", "ask.list", "ask.body",
    "form", "instrument", "listen", "watch", "breathe", "guide", "sit", "rest", "pace", "review", "chart",
    "packet", "offer", "finish",
}
local function contains(list, name)
    for _, one in ipairs(list) do
        if one == name then
            return true
        end
    end
    return false
end

local function declaration(kind)
    if contains(names, kind) then
        return require("steps." .. kind:gsub("%.", "_"))
    end
end

local function blame(request, message)
    error({ message = message, file = request.file, line = request.line }, 0)
end

local function find(request)
    local kind = request.kind
    local decl = declaration(kind)
    if not decl then
        blame(request, ('There is no step called "%s".%s'):format(tostring(kind), check.suggestion(tostring(kind), names)))
    end
    return decl
end

-- request: {kind, key, id, args, file, line}. inherited: args of the step that same_as names; for a form, such args by id.
function steps.define(request, inherited)
    local decl = find(request)
    local subject = ('The step "%s"'):format(decl.kind)
    local args = request.args or {}
    if type(args) ~= "table" then
        blame(request, ("%s takes a table. For example: %s"):format(subject, decl.example))
    end
    local is_form = decl.define_fields ~= nil
    if type(args.same_as) == "string" and not inherited then
        blame(request, ('same_as="%s" names no step that was asked before.'):format(args.same_as))
    end
    local def, message = check.fields(decl, args, not is_form and inherited or nil, subject)
    if not def then
        blame(request, message)
    end
    message = is_form and decl.define_fields(def, inherited)
    if message then
        blame(request, ("%s: %s"):format(subject, message))
    end
    def.kind, def.key, def.id = decl.kind, request.key, def.id or request.id
    def.practice = decl.practice or false
    return def
end

local function title_and_sub(page, state)
    page.title = page.title or state.module.title
    if not page.sub and state.index and state.total then
        page.sub = tr("Step %s of %s"):format(kit.number(state.index), kit.number(state.total))
    end
end

-- A problem that no field on the page shows stands above the footer instead.
local function notice(page, def, state)
    local problem = state.problem
    if not problem or problem.field == def.id then
        return
    end
    for _, field in ipairs(def.fields or {}) do
        if field.id == problem.field then
            return
        end
    end
    page.notice = { tone = "caution", text = problem.text }
end

function steps.page(def, state)
    local page = declaration(def.kind).page(def, state)
    page.name, page.step = def.kind, def.key
    title_and_sub(page, state)
    page.progress = state.progress
    page.tools = page.tools or { "text", "help" }
    page.column = page.column or "reading"
    page.decor = page.decor or "hills"
    page.footer = page.footer and next(page.footer) and page.footer or nil
    if state.problem and def.id and state.problem.field == def.id then
        page.focus = def.id
    elseif state.problem then
        page.focus = state.problem.field
    end
    notice(page, def, state)
    return page
end

local function may_skip(def)
    return def.optional or def.skippable
end

function steps.accept(def, fields, state)
    if state and state.skip then
        if may_skip(def) then
            return { status = "skipped" }
        end
        return { problem = tr("This question needs an answer to go on."), field = def.id }
    end
    return declaration(def.kind).accept(def, fields or {}, state or {})
end

-- What a made-up patient enters here: values by field id; {finish=true} for a practice.
function steps.simulate(def, seed)
    return object(declaration(def.kind).simulate(def, kit.chance(seed)))
end

function steps.parts(def, instrument)
    local out, message = declaration(def.kind).parts(def, instrument)
    if not out then
        error({ message = message }, 0)
    end
    return out
end

-- An answer in words: for holes, quotes and review rows. A skipped answer is an empty text.
function steps.label(def, value)
    if value == nil then
        return ""
    end
    local decl = declaration(def.kind)
    return decl.label and decl.label(def, value) or tostring(value)
end

function steps.kinds()
    local out = {}
    for i, name in ipairs(names) do
        local decl = declaration(name)
        local fields = {}
        for j, field in ipairs(decl.fields) do
            fields[j] = { name = field.name, type = field.type, required = field.required or false,
                          default = field.default, help = field.help }
        end
        out[i] = { name = decl.kind, help = decl.help, example = decl.example, fields = fields,
                   practice = decl.practice or false }
    end
    return out
end

-- What a patient reads in a source text: for its translation.
function steps.texts(source)
    return require("steps.texts").of(source)
end

-- What of a module is done by quota: for the therapist's limits.
function steps.activities(source)
    return require("steps.texts").activities(source)
end

function steps.reference()
    return require("steps.reference").text(steps.kinds())
end

return steps
