-- ask.date: a day.
local kit = require "steps.kit"
local ask = require "steps.ask"
local tr = kit.tr

local function days_in(year, month)
    if month == 2 then
        local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
        return leap and 29 or 28
    end
    return (month == 4 or month == 6 or month == 9 or month == 11) and 30 or 31
end

return ask.declare {
    kind = "ask.date",
    help = 'A day. Returns "YYYY-MM-DD".',
    example = 'ask.date { id="since", text="When did it begin?" }',
    column = "reading",
    fields = ask.fields {},
    missing = tr("Enter a date, such as 14 4 2026."),
    missing_optional = tr("Enter a date, such as 14 4 2026, or skip this question."),
    hint = function()
        return tr("Day, month and year in figures, such as 14 4 2026.")
    end,
    field = function(_, value)
        return { t = "textbox", as = "date", lines = 1, value = value, example = "14 4 2026" }
    end,
    read = function(_, raw)
        if type(raw) ~= "string" or kit.trim(raw) == "" then
            return nil
        end
        local text = kit.trim(raw)
        local year, month, day = text:match("^(%d%d%d%d)%-(%d%d?)%-(%d%d?)$")
        if not year then
            day, month, year = text:match("^(%d%d?)[%s%./%-]+(%d%d?)[%s%./%-]+(%d%d%d%d)$")
        end
        if not year then
            local name
            day, name, year = text:match("^(%d%d?)[%s%.]+([^%s%d%.]+)[%s%.,]+(%d%d%d%d)$")
            month = name and kit.month_number(name)
        end
        year, month, day = tonumber(year), tonumber(month), tonumber(day)
        if not year or not month or month < 1 or month > 12 or day < 1 or day > days_in(year, month) then
            return nil, tr("That does not look like a date. Write day, month and year, such as 14 4 2026.")
        end
        return ("%04d-%02d-%02d"):format(year, month, day)
    end,
    imagine = function(_, chance)
        return ("2026-%02d-%02d"):format(1 + math.floor(chance() * 12), 1 + math.floor(chance() * 28))
    end,
    label = function(_, value)
        return value
    end,
}
