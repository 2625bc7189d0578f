-- The regions of the body map: named once each, the same as the shapes, and refused with a sentence when odd.
local here = (arg and arg[0] or ""):match("^(.*)/[^/]*$") or "."
package.path = here .. "/../../engine/?.lua;" .. here .. "/?.lua;" .. package.path
local t = require "lib.t"
local samples = require "lib.samples"
local body = require "steps.body"
local steps = require "steps.init"

local file = assert(io.open(here .. "/../../assets/art/bodymap.json"))
local art = file:read("a")
file:close()

local names, count = {}, 0
for _, region in ipairs(body.regions()) do
    t.ok(art:find('"' .. region.id .. '"', 1, true), region.id .. " has no shape")
    t.ok(not names[region.label], "two regions are called " .. region.label)
    names[region.label] = true
    count = count + 1
    -- "-l" is the patient's left: the name says so.
    local side = region.id:match("%-([lr])$")
    if side then
        t.ok(region.label:lower():find(side == "l" and "left" or "right", 1, true), region.id .. ": " .. region.label)
    end
end
local _, shapes = art:gsub('"poly"', "")
t.equal(count, shapes, "regions and shapes")

local def = steps.define(samples.request("ask.body", { id = "where", text = "Where?" }))
local function take(value)
    return steps.accept(def, { where = value }, {})
end
t.equal(take({ { region = "chest", pain = 3 } }), { status = "answered", value = { { region = "chest", pain = 3 } } })
t.equal(take({}), { status = "answered", value = {} }, "nothing hurts is an answer")
t.equal(take(nil).problem, "Tap the places that hurt, or choose Nothing hurts today.")
t.equal(take({ { region = "chest" } }).problem, "Choose how strong it is, from 0 to 10: Chest.")
t.equal(take({ { region = "chest", pain = 11 } }).problem, "Choose a number from 0 to 10: Chest.")
t.equal(take({ { region = "chest", pain = 2.5 } }).problem, "Choose a number from 0 to 10: Chest.")
t.equal(take({ { region = "tail", pain = 1 } }).problem, "That place is not on the body map. Choose one of the places shown.")
t.equal(steps.label(def, { { region = "knee-front-l", pain = 5 }, { region = "chest", pain = 0 } }), "Left knee: 5; Chest: 0")
t.equal(steps.label(def, {}), "Nothing hurts")

local page = steps.page(def, samples.state())
t.equal(page.footer.middle.set, { where = {} }, "one press says that nothing hurts")
local optional = steps.define(samples.request("ask.body", { id = "where", text = "Where?", optional = true }))
t.equal(steps.page(optional, samples.state()).footer.middle.action, "skip")
t.done("body")
