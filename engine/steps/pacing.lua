-- The words for what the pacing rule decided (outcome/pacing.h decides), for the patient and, in labels, for staff.
local kit = require "steps.kit"
local tr = kit.tr

local pacing = {}

local reasons = {
    try = tr("Do what feels manageable, and stop before pain climbs. Three tries show where you can begin."),
    first = tr("This is a little below what you managed in your tries, so that it can go well on most days."),
    start = tr("This is where you begin."),
    steady = tr("The same as last time. It grows after three times without more pain."),
    up = tr("Three times went well, so it is a little more."),
    hold_rise = tr("Pain rose a little last time, so it stays the same."),
    hold_less = tr("It stays the same until this much feels easy. Doing less on a hard day is fine."),
    hold_more = tr("Last time you did a good deal more. It stays the same, so that good days do not end in hard ones."),
    hold_after = tr("It went well. After a flare-up it stays the same a little longer."),
    back_flare = tr("After a flare-up it is a little less. That is part of the plan, and it grows again."),
    gap = tr("You were away for a while, so you begin with a little less."),
    limit = tr("This is as much as your plan goes up to."),
}

function pacing.why(plan, baseline_first)
    local reason = plan.reason or "try"
    if reason == "first" and not baseline_first then
        reason = "start"
    end
    return reasons[reason] or reasons.steady
end

function pacing.amount(n, unit)
    return tr("%s %s"):format(kit.number(n), unit)
end

-- "6 of 8 minutes"
function pacing.words(value)
    local did = kit.number(value.did or 0)
    if value.quota then
        return tr("%s of %s %s"):format(did, kit.number(value.quota), value.unit or "")
    end
    return tr("%s %s"):format(did, value.unit or "")
end

return pacing
