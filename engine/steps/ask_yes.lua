-- ask.yes: yes or no.
local kit = require "steps.kit"
local ask = require "steps.ask"
local tr = kit.tr

return ask.declare {
    kind = "ask.yes",
    help = "A question answered with Yes or No. Returns true or false.",
    example = 'ask.yes { id="slept", text="Did you sleep well?" }',
    column = "reading",
    fields = ask.fields {},
    missing = tr("Choose Yes or No."),
    missing_optional = tr("Choose Yes or No, or skip this question."),
    field = function(_, value)
        return { t = "yesno", value = value }
    end,
    read = function(_, raw)
        if type(raw) == "boolean" then
            return raw
        end
    end,
    imagine = function(_, chance)
        return chance() < 0.5
    end,
    label = function(_, value)
        return value and tr("Yes") or tr("No")
    end,
}
