-- The regions of the body map: their ids as they are recorded, and their names from the patient's own view. The shapes
-- are in assets/art/bodymap.json; a region here without a shape is reached by the list.
local kit = require "steps.kit"
local tr = kit.tr

local body = {}

-- {id, name, name with its side}: where front and back share a name, the second tells them apart.
local front = {
    { "head-front", tr("Face and head") },
    { "neck-front", tr("Neck, front") },
    { "shoulder-front-l", tr("Left shoulder, front") },
    { "shoulder-front-r", tr("Right shoulder, front") },
    { "chest", tr("Chest") },
    { "upper-arm-front-l", tr("Left upper arm, front") },
    { "upper-arm-front-r", tr("Right upper arm, front") },
    { "elbow-front-l", tr("Left elbow, inside") },
    { "elbow-front-r", tr("Right elbow, inside") },
    { "forearm-front-l", tr("Left forearm, front") },
    { "forearm-front-r", tr("Right forearm, front") },
    { "hand-front-l", tr("Left wrist and hand, palm side") },
    { "hand-front-r", tr("Right wrist and hand, palm side") },
    { "belly", tr("Belly") },
    { "pelvis-front", tr("Lower belly and groin") },
    { "hip-front-l", tr("Left hip") },
    { "hip-front-r", tr("Right hip") },
    { "thigh-front-l", tr("Left thigh, front") },
    { "thigh-front-r", tr("Right thigh, front") },
    { "knee-front-l", tr("Left knee") },
    { "knee-front-r", tr("Right knee") },
    { "shin-l", tr("Left shin") },
    { "shin-r", tr("Right shin") },
    { "foot-front-l", tr("Left ankle and foot") },
    { "foot-front-r", tr("Right ankle and foot") },
}
local back = {
    { "head-back", tr("Back of the head") },
    { "neck-back", tr("Back of the neck") },
    { "shoulder-back-l", tr("Left shoulder, back") },
    { "shoulder-back-r", tr("Right shoulder, back") },
    { "upper-back-l", tr("Upper back, left") },
    { "upper-back-r", tr("Upper back, right") },
    { "upper-arm-back-l", tr("Left upper arm, back") },
    { "upper-arm-back-r", tr("Right upper arm, back") },
    { "elbow-back-l", tr("Left elbow, outside") },
    { "elbow-back-r", tr("Right elbow, outside") },
    { "forearm-back-l", tr("Left forearm, back") },
    { "forearm-back-r", tr("Right forearm, back") },
    { "hand-back-l", tr("Left wrist and hand, back") },
    { "hand-back-r", tr("Right wrist and hand, back") },
    { "lower-back-l", tr("Lower back, left") },
    { "lower-back-r", tr("Lower back, right") },
    { "buttock-l", tr("Left buttock") },
    { "buttock-r", tr("Right buttock") },
    { "thigh-back-l", tr("Left thigh, back") },
    { "thigh-back-r", tr("Right thigh, back") },
    { "knee-back-l", tr("Back of the left knee") },
    { "knee-back-r", tr("Back of the right knee") },
    { "calf-l", tr("Left calf") },
    { "calf-r", tr("Right calf") },
    { "foot-back-l", tr("Left heel and foot") },
    { "foot-back-r", tr("Right heel and foot") },
}

local by_id = {}
body.ids = {}
for _, side in ipairs { front, back } do
    for _, one in ipairs(side) do
        by_id[one[1]] = one[2]
        body.ids[#body.ids + 1] = one[1]
    end
end

function body.knows(region)
    return by_id[region] ~= nil
end

function body.name(region)
    return by_id[region] and tr(by_id[region]) or tostring(region)
end

-- For a bodymap node: {id, label, back}.
function body.regions()
    local out = {}
    for _, one in ipairs(front) do
        out[#out + 1] = { id = one[1], label = tr(one[2]), back = false }
    end
    for _, one in ipairs(back) do
        out[#out + 1] = { id = one[1], label = tr(one[2]), back = true }
    end
    return out
end

-- "Left knee 5, Lower back, left 6"
function body.words(value)
    local out = {}
    for i, one in ipairs(value) do
        out[i] = tr("%s: %s"):format(body.name(one.region), kit.number(one.pain or 0))
    end
    return #out > 0 and table.concat(out, "; ") or tr("Nothing hurts")
end

return body
