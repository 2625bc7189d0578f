-- ask.scale: a number between two ends in words, such as pain from 0 to 10.
local kit = require "steps.kit"
local ask = require "steps.ask"
local tr = kit.tr

local function on_grid(def, value)
    local steps = (value - def.from) / def.step
    return math.abs(steps - math.floor(steps + 0.5)) < 1e-6
end

return ask.declare {
    kind = "ask.scale",
    help = "A number from a row, with words at both ends. 0 to 10 unless from and to say otherwise.",
    example = 'ask.scale { id="pain", text="How strong is your pain right now?", low="No pain", high="Worst pain" }',
    fields = ask.fields {
        { name = "from", type = "number", default = 0, inherits = true, help = "The lowest number." },
        { name = "to", type = "number", default = 10, inherits = true, help = "The highest number." },
        { name = "step", type = "number", default = 1, inherits = true, help = "The distance between two numbers." },
        { name = "low", type = "text", inherits = true, help = "What the lowest number means." },
        { name = "high", type = "text", inherits = true, help = "What the highest number means." },
        { name = "better", type = "id", inherits = true,
          help = '"lower" or "higher": which way is better, where it is asked before and after.' },
        ask.same_as,
    },
    check = function(def)
        if def.better and def.better ~= "lower" and def.better ~= "higher" then
            return ('better="%s" is not known. Write "lower" or "higher".'):format(def.better)
        end
        if def.from >= def.to then
            return ('"from" is %s and "to" is %s. Make "from" the smaller one.'):format(kit.number(def.from),
                kit.number(def.to))
        elseif def.step <= 0 then
            return '"step" is not above 0. Leave it out for steps of 1.'
        elseif not on_grid(def, def.to) then
            return ('steps of %s from %s do not meet "to" (%s).'):format(kit.number(def.step), kit.number(def.from),
                kit.number(def.to))
        elseif (def.to - def.from) / def.step > 1000 then
            return 'there are more than 1000 steps. Use ask.number for such a range.'
        end
    end,
    missing = tr("Choose a number."),
    missing_optional = tr("Choose a number, or skip this question."),
    hint = function()
        return tr("Choose the number that fits best. There is no wrong answer.")
    end,
    field = function(def, value)
        return { t = "scale", from = def.from, to = def.to, step = def.step, low = def.low, high = def.high,
                 value = value }
    end,
    read = function(def, raw)
        local value = raw
        if type(raw) == "string" then
            value = tonumber((kit.trim(raw):gsub(",", ".")))
        end
        if type(value) ~= "number" then
            return nil
        end
        if value ~= value or value < def.from or value > def.to or not on_grid(def, value) then
            return nil, tr("Choose a number from %s to %s."):format(kit.number(def.from), kit.number(def.to))
        end
        return math.tointeger(value) or value
    end,
    imagine = function(def, chance)
        local steps = math.floor((def.to - def.from) / def.step + 0.5)
        local value = def.from + math.floor(chance() * (steps + 1)) * def.step
        return math.tointeger(value) or value
    end,
    label = function(_, value)
        return type(value) == "number" and kit.number(value) or tostring(value)
    end,
}
