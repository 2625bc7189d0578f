-- packet: what a care team will see at a review visit, looked through by the patient, who takes out what is not to be in
-- it. state.packet is what there is: scores={{title, first, last},...}, sessions, seconds, rated, flares, medication={taken,
-- asked}, shared (see report/packet.h).
local kit = require "steps.kit"
local tr = kit.tr

local order = { "own", "scores", "practice", "ratings", "flares", "medication", "shared" }

local function score_words(score)
    if score.first ~= score.last then
        return tr("%s: %s, before %s"):format(score.title, kit.number(score.last), kit.number(score.first))
    end
    return tr("%s: %s"):format(score.title, kit.number(score.last))
end

local function scores_words(scores)
    local words = {}
    for i, score in ipairs(scores) do
        words[i] = score_words(score)
    end
    return table.concat(words, "; ")
end

-- What each part would show. A part with nothing in it yet is a row all the same: it is chosen for what may still come.
local rows = {
    own = { tr("What I wrote here for the visit"), function() end },
    scores = { tr("My answers to the questionnaires"), function(p)
        return p.scores and #p.scores > 0 and scores_words(p.scores)
    end },
    practice = { tr("What I did and practised"), function(p)
        local sessions = (p.sessions or 0) > 0 and kit.tr_n("%s session", "%s sessions", p.sessions)
        return sessions and p.seconds > 0 and tr("%s, %s of practice"):format(sessions, kit.seconds_words(p.seconds):lower())
            or sessions
    end },
    ratings = { tr("How I felt before and after"), function(p)
        return (p.rated or 0) > 0 and kit.tr_n("%s practice", "%s practices", p.rated)
    end },
    flares = { tr("My flare-ups"), function(p)
        return (p.flares or 0) > 0 and kit.tr_n("%s day", "%s days", p.flares)
    end },
    medication = { tr("My medication"), function(p)
        local m = p.medication or {}
        return (m.asked or 0) > 0 and tr("as planned on %s of %s days"):format(kit.number(m.taken), kit.number(m.asked))
    end },
    shared = { tr("What I shared before"), function(p)
        return (p.shared or 0) > 0 and kit.tr_n("%s note", "%s notes", p.shared)
    end },
}

local function label(part, packet)
    local name, words = rows[part][1], rows[part][2](packet)
    if part == "own" then
        return name
    end
    return tr("%s: %s"):format(name, words or tr("nothing yet"))
end

local function options(state)
    local out = {}
    for _, part in ipairs(order) do
        if part ~= "own" or (state.context and #state.context > 0) then
            out[#out + 1] = { value = part, label = label(part, state.packet or {}) }
        end
    end
    return out
end

local function all(list)
    local out = {}
    for i, one in ipairs(list) do
        out[i] = one.value
    end
    return out
end

return {
    kind = "packet",
    help = "The review packet for a visit: shows what there is and lets the patient take parts out. What is written in the "
        .. "answers of context is shared with the care team when it stays in. Returns {parts={...}, weeks=}.",
    example = 'packet { id="packet", weeks=12, context={"goals", "questions"} }',
    fields = {
        { name = "id", type = "id", required = true, help = "Name of the answer, unique in the module." },
        { name = "weeks", type = "integer", default = 12, min = 1, max = 104, help = "How far the packet looks back." },
        { name = "title", type = "text", help = "The heading." },
        { name = "context", type = "context", help = "Ids of what the patient wrote for this visit: goals, questions." },
    },
    page = function(def, state)
        local list, body = options(state), {}
        local earlier = type(state.value) == "table" and state.value.parts or all(list)
        body[1] = kit.heading(def.title or tr("What may your care team see at your visit?"))
        body[#body + 1] = kit.lead(tr("What is ticked stands in it. Take out what you would rather keep out."))
        body[#body + 1] = { t = "choice", id = def.id, label = tr("What stands in it"), multi = true, options = list,
                            value = kit.field_value(def.id, state, earlier), problem = kit.field_problem(def.id, state) }
        kit.quotes(state, body)
        body[#body + 1] = kit.small(tr("Messages to your care team, and answers about your safety, always reach them."))
        return { column = "reading", body = body, footer = kit.footer(state, false) }
    end,
    accept = function(def, fields)
        local chosen, parts = {}, {}
        for _, part in ipairs(type(fields[def.id]) == "table" and fields[def.id] or {}) do
            chosen[part] = true
        end
        for _, part in ipairs(order) do
            if chosen[part] then
                parts[#parts + 1] = part
            end
        end
        return { status = "answered", value = { parts = parts, weeks = def.weeks }, share = chosen.own or false }
    end,
    simulate = function(def, chance)
        local parts = {}
        for _, part in ipairs(order) do
            if chance() < 0.8 then
                parts[#parts + 1] = part
            end
        end
        return { [def.id] = parts }
    end,
    label = function(_, value)
        return kit.tr_n("%s part", "%s parts", #value.parts)
    end,
}
