-- ask.number: a number the patient types or steps to.
local kit = require "steps.kit"
local ask = require "steps.ask"
local tr = kit.tr

local function unit_words(def)
    return def.unit and " " .. def.unit or ""
end

local function limits_problem(def)
    if def.from and def.to then
        return tr("Enter a number from %s to %s%s."):format(kit.number(def.from), kit.number(def.to), unit_words(def))
    elseif def.from then
        return tr("Enter a number of at least %s%s."):format(kit.number(def.from), unit_words(def))
    end
    return tr("Enter a number of at most %s%s."):format(kit.number(def.to), unit_words(def))
end

return ask.declare {
    kind = "ask.number",
    help = "A number to type, with a unit. A comma or a point is fine.",
    example = 'ask.number { id="walked", text="How long did you walk?", from=0, to=300, unit="minutes" }',
    column = "reading",
    fields = ask.fields {
        { name = "from", type = "number", inherits = true, help = "The lowest number taken." },
        { name = "to", type = "number", inherits = true, help = "The highest number taken." },
        { name = "step", type = "number", default = 1, inherits = true, help = "What the plus and minus buttons add." },
        { name = "unit", type = "text", inherits = true, help = "Stands behind the number." },
        ask.same_as,
    },
    check = function(def)
        if def.from and def.to and def.from >= def.to then
            return ('"from" is %s and "to" is %s. Make "from" the smaller one.'):format(kit.number(def.from),
                kit.number(def.to))
        elseif def.step <= 0 then
            return '"step" is not above 0. Leave it out for steps of 1.'
        end
    end,
    missing = tr("Enter a number."),
    missing_optional = tr("Enter a number, or skip this question."),
    field = function(def, value)
        return { t = "number", from = def.from, to = def.to, step = def.step, unit = def.unit, value = value }
    end,
    read = function(def, raw)
        local value = raw
        if type(raw) == "string" then
            local text = kit.trim(raw)
            if text == "" then
                return nil
            end
            value = text:find("^[+-]?%d*[%.,]?%d*$") and tonumber((text:gsub(",", ".")))
            if not value then
                return nil, tr("That does not look like a number. Use figures, such as 3 or 3.5.")
            end
        end
        if type(value) ~= "number" or value ~= value or math.abs(value) == math.huge then
            return nil
        end
        if (def.from and value < def.from) or (def.to and value > def.to) then
            return nil, limits_problem(def)
        end
        if def.whole and not math.tointeger(value) then
            return nil, tr("Enter a whole number.")
        end
        return math.tointeger(value) or value
    end,
    imagine = function(def, chance)
        local from = def.from or (def.to and def.to - 100) or 0
        local to = def.to or from + 100
        local value = from + math.floor(chance() * ((to - from) / def.step + 1)) * def.step
        value = math.max(from, math.min(to, value))
        return math.tointeger(value) or value
    end,
    label = function(_, value)
        return type(value) == "number" and kit.number(value) or tostring(value)
    end,
}
