-- What ask.choice and ask.many share: rows to choose from, and a row of one's own.
local kit = require "steps.kit"
local tr = kit.tr

local options = {}

options.fields = {
    { name = "options", type = "options", inherits = true, required = true,
      help = 'What can be chosen: {{"sad", "Sad"}, {"calm", "Calm"}}. The value is stored, the label is shown.' },
    { name = "other", type = "boolean_or_text", inherits = true,
      help = "true, or a label: a last row where the patient writes something else." },
}

function options.find(def, value)
    for _, one in ipairs(def.options) do
        if one.value == value then
            return one
        end
    end
end

function options.label(def, value)
    local one = options.find(def, value)
    return one and one.label or tostring(value)
end

local function other_row(def, text)
    if def.other then
        return { label = type(def.other) == "string" and def.other or tr("Something else"), text = text }
    end
end

function options.node(def, value, multi)
    local own
    for _, one in ipairs(multi and value or { value }) do
        if not options.find(def, one) then
            own = one
        end
    end
    local rows = {}
    for i, one in ipairs(def.options) do
        rows[i] = { value = one.value, label = one.label }
    end
    return { t = "choice", multi = multi, options = rows, value = value, at_most = def.at_most,
             other = other_row(def, own) }
end

-- A value that was chosen -> the value to keep, or nil and a problem.
function options.read(def, raw)
    if options.find(def, raw) then
        return raw
    end
    if def.other and type(raw) == "string" then
        local text = kit.trim(raw)
        if text == "" then
            return nil, tr("Write a few words in the last row, or choose another answer.")
        end
        return text
    end
    return nil, tr("That answer is not in the list. Choose one of the rows.")
end

return options
