-- What all questions share. A question's file gives its field node, how to read what was entered, and how a patient
-- answers; this adds the page and what counts as an answer. Also serves the fields of a form and instrument items.
local kit = require "steps.kit"

local ask = {}

-- Fields every question has, around its own.
function ask.fields(own)
    local out = {
        { name = "id", type = "id", required = true, help = "Name of the answer, unique in the module." },
        { name = "text", type = "text", required = true, help = "The question, as the patient reads it." },
    }
    for _, field in ipairs(own) do
        out[#out + 1] = field
    end
    out[#out + 1] = { name = "optional", type = "boolean", default = false, help = "true: the patient may skip it." }
    out[#out + 1] = { name = "context", type = "context", help = "Ids of earlier answers to show above it as quotes." }
    return out
end

ask.same_as = {
    name = "same_as", type = "id",
    help = "Id of an earlier question whose range, step and end labels, or options, this one takes.",
}

-- The sentence for a missing answer names skipping only where that is possible.
function ask.missing(decl, def)
    return def.optional and decl.missing_optional or decl.missing
end

function ask.node(decl, def, state, earlier)
    local node = decl.field(def, kit.field_value(def.id, state, earlier))
    node.id = def.id
    node.label = def.text
    node.problem = kit.field_problem(def.id, state)
    return node
end

local function page(decl, def, state)
    local body = {}
    kit.quotes(state, body)
    for _, node in ipairs(kit.question(def.text)) do
        body[#body + 1] = node
    end
    local hint = decl.hint and decl.hint(def)
    if hint then
        body[#body + 1] = kit.lead(hint)
    end
    body[#body + 1] = ask.node(decl, def, state, state.value)
    return { column = decl.column or "question", body = body, footer = kit.footer(state, def.optional) }
end

local function accept(decl, def, fields)
    local value, problem = decl.read(def, fields[def.id])
    if problem then
        return { problem = problem, field = def.id }
    elseif value == nil and def.optional and decl.blank_skips then
        return { status = "skipped" }
    elseif value == nil then
        return { problem = ask.missing(decl, def), field = def.id }
    end
    return { status = "answered", value = value }
end

-- Completes a question's declaration.
function ask.declare(decl)
    decl.question = true
    decl.page = function(def, state)
        return page(decl, def, state)
    end
    decl.accept = function(def, fields)
        return accept(decl, def, fields)
    end
    decl.simulate = function(def, chance)
        return { [def.id] = decl.imagine(def, chance) }
    end
    return decl
end

return ask
