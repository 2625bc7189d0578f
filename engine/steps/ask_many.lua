-- ask.many: any number of several, none included.
local kit = require "steps.kit"
local check = require "steps.check"
local ask = require "steps.ask"
local options = require "steps.options"
local tr = kit.tr

local function too_many(at_most)
    return kit.tr_n("Choose at most %s answer.", "Choose at most %s answers.", at_most)
end

return ask.declare {
    kind = "ask.many",
    help = "A question with any number of answers from a list. Returns the list of values, in the order written.",
    example = 'ask.many { id="hard", text="What makes it hard?", options={{"tired", "I am tired"}, {"time", "No time"}} }',
    column = "reading",
    fields = ask.fields {
        options.fields[1], options.fields[2], ask.same_as,
        { name = "at_most", type = "integer", min = 1, inherits = true, help = "How many can be chosen." },
    },
    check = function(def)
        return check.options(def.options)
    end,
    missing = tr("Choose all that fit."),
    missing_optional = tr("Choose all that fit, or skip this question."),
    hint = function(def)
        if def.at_most then
            return kit.tr_n("Choose up to %s. You can choose none.", "Choose up to %s. You can choose none.",
                def.at_most)
        end
        return tr("Choose all that fit. You can choose none.")
    end,
    field = function(def, value)
        return options.node(def, value, true)
    end,
    -- None chosen is an answer too.
    read = function(def, raw)
        if type(raw) ~= "table" then
            raw = { raw }
        end
        local chosen, own = {}, nil
        for _, one in ipairs(raw) do
            local value, problem = options.read(def, one)
            if problem then
                return nil, problem
            elseif options.find(def, value) then
                chosen[value] = true
            else
                own = value
            end
        end
        local out = {}
        for _, one in ipairs(def.options) do
            if chosen[one.value] then
                out[#out + 1] = one.value
            end
        end
        out[#out + 1] = own
        if def.at_most and #out > def.at_most then
            return nil, too_many(def.at_most)
        end
        return out
    end,
    imagine = function(def, chance)
        local out = {}
        for _, one in ipairs(def.options) do
            if chance() < 0.4 and #out < (def.at_most or #def.options) then
                out[#out + 1] = one.value
            end
        end
        return out
    end,
    label = function(def, value)
        local labels = {}
        for i, one in ipairs(value) do
            labels[i] = options.label(def, one)
        end
        return table.concat(labels, ", ")
    end,
}
