-- ask.body: where it hurts, on a front and a back figure, and how much in each place. Left and right are the patient's.
local kit = require "steps.kit"
local ask = require "steps.ask"
local body = require "steps.body"
local tr = kit.tr

local function node(value)
    return {
        t = "bodymap", regions = body.regions(), value = value, front = tr("Front"), back = tr("Back", "of the body"),
        left = tr("your left"), right = tr("your right"), list = tr("Use a list instead"),
        picture = tr("Use the picture instead"), larger = tr("Larger picture"), smaller = tr("Smaller picture"),
        more = tr("More: %s"), less = tr("Less: %s"), remove = tr("Remove: %s"),
    }
end

local function problem_with(entry)
    if type(entry) ~= "table" or not body.knows(entry.region) then
        return tr("That place is not on the body map. Choose one of the places shown.")
    elseif entry.pain == nil then
        return tr("Choose how strong it is, from 0 to 10: %s."):format(body.name(entry.region))
    elseif math.type(entry.pain) ~= "integer" or entry.pain < 0 or entry.pain > 10 then
        return tr("Choose a number from 0 to 10: %s."):format(body.name(entry.region))
    end
end

local decl = ask.declare {
    kind = "ask.body",
    help = "A front and a back figure: where it hurts, and how much from 0 to 10. Returns {{region=, pain=}}.",
    example = 'ask.body { id="where", text="Where does it hurt today?" }',
    column = "wide",
    fields = ask.fields {},
    missing = tr("Tap the places that hurt, or choose Nothing hurts today."),
    missing_optional = tr("Tap the places that hurt, or skip this question."),
    field = function(_, value)
        return node(value)
    end,
    read = function(_, raw)
        if type(raw) ~= "table" then
            return nil
        end
        local out = {}
        for i, entry in ipairs(raw) do
            local problem = problem_with(entry)
            if problem then
                return nil, problem
            end
            out[i] = { region = entry.region, pain = entry.pain }
        end
        return out
    end,
    imagine = function(_, chance)
        local out, seen = {}, {}
        for _ = 1, math.floor(chance() * 4) do
            local region = body.ids[1 + math.floor(chance() * #body.ids)]
            if not seen[region] then
                seen[region] = true
                out[#out + 1] = { region = region, pain = math.floor(chance() * 11) }
            end
        end
        return out
    end,
    label = function(_, value)
        return type(value) == "table" and body.words(value) or tostring(value)
    end,
}

local function nothing(def, style)
    return kit.button("continue", tr("Nothing hurts today"), style, { set = { [def.id] = {} } })
end

-- The words stand beside the figures, so the node lays them out itself.
decl.page = function(def, state)
    local words = {}
    kit.quotes(state, words)
    for _, one in ipairs(kit.question(def.text)) do
        words[#words + 1] = one
    end
    words[#words + 1] = kit.lead(tr("Tap each sore place. Then set how strong it is, 0 to 10."))
    if def.optional then
        words[#words + 1] = nothing(def, "quiet")
    end
    local map = ask.node(decl, def, state, state.value)
    map.body = words
    local footer = kit.footer(state, def.optional)
    footer.middle = footer.middle or nothing(def, "ghost")
    return { column = "wide", dense = true, body = { map }, footer = footer }
end

return decl
