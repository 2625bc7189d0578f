-- ask.text: the patient's own words.
local kit = require "steps.kit"
local ask = require "steps.ask"
local tr = kit.tr

local sentences = {
    "My back hurt while I was washing up.", "I am worried that it will not get better.", "I rested and it eased a little.",
    "Today was a slow day.", "I walked to the shop and back.", "Ça va mieux — un peu.",
}

return ask.declare {
    kind = "ask.text",
    help = "A question the patient answers in their own words.",
    example = 'ask.text { id="thought", text="What went through your mind?", lines=4 }',
    column = "reading",
    fields = ask.fields {
        { name = "example", type = "text", help = "A short example, shown pale in the empty box." },
        { name = "starters", type = "texts", help = "Sentence beginnings the patient can tap." },
        { name = "lines", type = "integer", default = 4, min = 1, max = 20, help = "Height of the box in lines." },
    },
    missing = tr("Write a few words, in any way you like."),
    missing_optional = tr("Write a few words, or skip this question."),
    blank_skips = true,
    field = function(def, value)
        return { t = "textbox", lines = def.lines, value = value, example = def.example, starters = def.starters }
    end,
    read = function(def, raw)
        if type(raw) ~= "string" then
            return nil
        end
        local text = kit.trim(raw)
        if def.max_length and (utf8.len(text) or #text) > def.max_length then
            return nil, tr("That is too long here. Write at most %s letters."):format(kit.number(def.max_length))
        elseif text ~= "" then
            return text
        end
    end,
    imagine = function(_, chance)
        return sentences[1 + math.floor(chance() * #sentences)]
    end,
    label = function(_, value)
        return value
    end,
    words = true,
}
