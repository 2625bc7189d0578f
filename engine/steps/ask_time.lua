-- ask.time: a time of day.
local kit = require "steps.kit"
local ask = require "steps.ask"
local tr = kit.tr

return ask.declare {
    kind = "ask.time",
    help = 'A time of day. Returns "HH:MM".',
    example = 'ask.time { id="bed", text="When did you go to bed?" }',
    column = "reading",
    fields = ask.fields {},
    missing = tr("Enter a time, such as 21:30."),
    missing_optional = tr("Enter a time, such as 21:30, or skip this question."),
    field = function(_, value)
        return { t = "textbox", as = "time", lines = 1, value = value, example = "21:30" }
    end,
    read = function(_, raw)
        if type(raw) ~= "string" or kit.trim(raw) == "" then
            return nil
        end
        local text = kit.trim(raw):lower()
        local hour, minute, half = text:match("^(%d%d?)[:%.h]?(%d?%d?)%s*([ap]?%.?m?%.?)$")
        hour, minute = tonumber(hour), minute ~= nil and (minute == "" and 0 or #minute == 2 and tonumber(minute)) or nil
        if hour and half:sub(1, 1) == "p" and hour < 12 then
            hour = hour + 12
        elseif hour == 12 and half:sub(1, 1) == "a" then
            hour = 0
        end
        if not hour or not minute or hour > 23 or minute > 59 then
            return nil, tr("That does not look like a time. Write it like 21:30.")
        end
        return ("%02d:%02d"):format(hour, minute)
    end,
    imagine = function(_, chance)
        return ("%02d:%02d"):format(math.floor(chance() * 24), math.floor(chance() * 12) * 5)
    end,
    label = function(_, value)
        return value
    end,
}
