-- pace: an activity by quota. Says how much today and why, then asks what was done and how the pain was; the next
-- quota follows from that. Nobody is asked to push on: doing less is an answer as good as any.
local kit = require "steps.kit"
local pacing = require "steps.pacing"
local tr = kit.tr

local function field_id(def, name)
    return def.id .. "." .. name
end

local function number_field(def, state, quota)
    local id = field_id(def, "did")
    local value = state.value
    return { t = "number", id = id, label = tr("How much did you do?"), from = 0, to = math.max(600, (quota or 0) * 10),
             unit = def.unit, value = kit.field_value(id, state, type(value) == "table" and value.did or nil),
             problem = kit.field_problem(id, state) }
end

local function pain_field(def, state, name, label)
    local id = field_id(def, name)
    local value = state.value
    local earlier
    if type(value) == "table" then
        earlier = value["pain_" .. name]
    end
    return { t = "scale", id = id, label = label, from = 0, to = 10, step = 1, low = tr("No pain"), high = tr("Worst pain"),
             value = kit.field_value(id, state, earlier), problem = kit.field_problem(id, state) }
end

local function plan_of(state)
    return state and state.pace or { phase = "baseline", reason = "try", tries = 0, of = 3 }
end

local function heading(def, plan)
    if plan.quota then
        return tr("Today: %s"):format(pacing.amount(plan.quota, def.unit))
    end
    return tr("Try %s of %s"):format(kit.number((plan.tries or 0) + 1), kit.number(plan.of or 3))
end

local function is_pain(value)
    return math.type(value) == "integer" and value >= 0 and value <= 10
end

return {
    kind = "pace",
    help = "An activity by quota: how much today and why, then what was done. Grows by small steps, holds when pain "
        .. "rises, steps back after a flare-up. Returns {did=, quota=, pain_before=, pain_after=, reason=}.",
    example = 'pace { id="walk", text="Walk on level ground, at an easy pace.", unit="minutes", to=30, rest="5 minutes" }',
    fields = {
        { name = "id", type = "id", required = true, help = "Name of the activity: its log is kept under it from session to session." },
        { name = "text", type = "text", required = true, help = "What to do, and how." },
        { name = "title", type = "text", help = "The heading of the activity." },
        { name = "unit", type = "text", default = "minutes", help = "What is counted." },
        { name = "start", type = "number", min = 1, help = "The first amount. Without it, three tries find it." },
        { name = "from", type = "number", default = 1, min = 1, help = "Never less than this." },
        { name = "to", type = "number", min = 1, help = "Never more than this. A limit in the prescription comes first." },
        { name = "step", type = "number", min = 1, help = "The largest increase at once. Without it, a tenth." },
        { name = "rest", type = "text", help = 'The rest that is planned after it, in words: "5 minutes".' },
        { name = "flare", type = "boolean", help = "true: a flare-up was reported today, so the amount steps back at once." },
        { name = "optional", type = "boolean", default = false, help = "true: the patient may skip it." },
        { name = "context", type = "context", help = "Ids of earlier answers to show above it as quotes." },
    },
    check = function(def)
        if def.to and def.from > def.to then
            return ('"from" is %s and "to" is %s. Make "from" the smaller one.'):format(kit.number(def.from), kit.number(def.to))
        end
    end,
    page = function(def, state)
        local plan = plan_of(state)
        local body = {}
        kit.quotes(state, body)
        if def.title then
            body[#body + 1] = kit.small(def.title)
        end
        body[#body + 1] = kit.heading(heading(def, plan))
        body[#body + 1] = kit.lead(pacing.why(plan, plan.baseline ~= nil))
        body[#body + 1] = kit.text(def.text)
        if def.rest then
            body[#body + 1] = { t = "status", tone = "info", icon = "clock",
                                text = tr("Then rest: %s. Rest also when you feel well."):format(def.rest) }
        end
        body[#body + 1] = kit.small(tr("Stop at once when something feels wrong, and see Help now."))
        body[#body + 1] = kit.heading(tr("When you have done it"), 2)
        body[#body + 1] = kit.heading(tr("How much did you do?"), 3)
        body[#body + 1] = number_field(def, state, plan.quota)
        body[#body + 1] = kit.heading(tr("How strong was your pain before?"), 3)
        body[#body + 1] = pain_field(def, state, "before", tr("How strong was your pain before?"))
        body[#body + 1] = kit.heading(tr("How strong is it now?"), 3)
        body[#body + 1] = pain_field(def, state, "after", tr("How strong is it now?"))
        return { column = "question", dense = true, body = body, footer = kit.footer(state, def.optional) }
    end,
    accept = function(def, fields, state)
        local plan = plan_of(state)
        local did, before, after = fields[field_id(def, "did")], fields[field_id(def, "before")], fields[field_id(def, "after")]
        if type(did) ~= "number" or did ~= did or did < 0 or did == math.huge then
            return { problem = tr("Enter how much you did. 0 is fine."), field = field_id(def, "did") }
        elseif not is_pain(before) then
            return { problem = tr("Choose how strong your pain was before, from 0 to 10."), field = field_id(def, "before") }
        elseif not is_pain(after) then
            return { problem = tr("Choose how strong your pain is now, from 0 to 10."), field = field_id(def, "after") }
        end
        return { status = "answered", value = {
            did = did, quota = plan.quota, unit = def.unit, pain_before = before, pain_after = after, reason = plan.reason,
            flare = def.flare or nil,
        } }
    end,
    simulate = function(def, chance)
        local before = math.floor(chance() * 8)
        return { [field_id(def, "did")] = math.floor(chance() * 20), [field_id(def, "before")] = before,
                 [field_id(def, "after")] = math.min(10, before + math.floor(chance() * 3)) }
    end,
    label = function(_, value)
        return type(value) == "table" and pacing.words(value) or tostring(value)
    end,
}
