-- ask.choice: one of several.
local kit = require "steps.kit"
local check = require "steps.check"
local ask = require "steps.ask"
local options = require "steps.options"
local tr = kit.tr

return ask.declare {
    kind = "ask.choice",
    help = "A question with one answer from a list. Returns the value of the row chosen.",
    example = 'ask.choice { id="mood", text="How do you feel?", options={{"sad", "Sad"}, {"calm", "Calm"}} }',
    column = "reading",
    fields = ask.fields { options.fields[1], options.fields[2], ask.same_as },
    check = function(def)
        return check.options(def.options)
    end,
    missing = tr("Choose one answer."),
    missing_optional = tr("Choose one answer, or skip this question."),
    hint = function()
        return tr("Choose one.")
    end,
    field = function(def, value)
        return options.node(def, value, false)
    end,
    read = function(def, raw)
        if raw ~= nil then
            return options.read(def, raw)
        end
    end,
    imagine = function(def, chance)
        if def.other and chance() < 0.1 then
            return "Something of my own"
        end
        return def.options[1 + math.floor(chance() * #def.options)].value
    end,
    label = options.label,
}
