-- ask.list: several short texts, one a line.
local kit = require "steps.kit"
local ask = require "steps.ask"
local tr = kit.tr

return ask.declare {
    kind = "ask.list",
    help = "Several short texts, one a line. Returns the list.",
    example = 'ask.list { id="good", text="What went well today?", at_most=3 }',
    column = "reading",
    fields = ask.fields {
        { name = "at_most", type = "integer", min = 1, max = 50, help = "How many lines." },
    },
    missing = tr("Write at least 1 line."),
    missing_optional = tr("Write at least 1 line, or skip this question."),
    blank_skips = true,
    hint = function(def)
        if def.at_most then
            return tr("Write each on a line of its own, up to %s."):format(kit.number(def.at_most))
        end
        return tr("Write each on a line of its own.")
    end,
    field = function(def, value)
        local text = type(value) == "table" and table.concat(value, "\n") or value
        return { t = "textbox", as = "list", lines = math.max(2, math.min(8, def.at_most or 4)), value = text }
    end,
    read = function(def, raw)
        local text = type(raw) == "table" and table.concat(raw, "\n") or raw
        if type(text) ~= "string" then
            return nil
        end
        local out = {}
        for line in text:gmatch("[^\r\n]+") do
            line = kit.trim(line)
            if line ~= "" then
                out[#out + 1] = line
            end
        end
        if def.at_most and #out > def.at_most then
            return nil, kit.tr_n("Keep it to %s line.", "Keep it to %s lines.", def.at_most)
        end
        return #out > 0 and out or nil
    end,
    imagine = function(def, chance)
        local lines = {}
        for i = 1, 1 + math.floor(chance() * (def.at_most or 3)) do
            lines[i] = "Something small " .. i
        end
        return table.concat(lines, "\n")
    end,
    label = function(_, value)
        return table.concat(value, ", ")
    end,
}
