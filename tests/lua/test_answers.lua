-- steps.accept, simulate and label: what counts as an answer, and how it reads.
local here = (arg and arg[0] or ""):match("^(.*)/[^/]*$") or "."
package.path = here .. "/../../engine/?.lua;" .. here .. "/?.lua;" .. package.path
local t = require "lib.t"
local samples = require "lib.samples"
local steps = require "steps.init"

local function define(kind, changes)
    local args = {}
    for name, value in pairs(samples.args[kind]) do
        args[name] = value
    end
    for name, value in pairs(changes or {}) do
        args[name] = value
    end
    return steps.define(samples.request(kind, args))
end

-- Every kind: what a made-up patient enters is taken, the same seed gives the same, and the answer reads as a text.
for _, kind in ipairs(steps.kinds()) do
    local defs = { define(kind.name) }
    if kind.name == "instrument" then
        defs = steps.parts(defs[1], samples.instrument)
    end
    for _, def in ipairs(defs) do
        for seed = 1, 100 do
            local fields = steps.simulate(def, seed)
            t.equal(fields, steps.simulate(def, seed), kind.name .. " seed")
            local taken = steps.accept(def, fields, samples.state())
            t.ok(not taken.problem, ("%s seed %d: %s"):format(kind.name, seed, tostring(taken.problem)))
            t.ok(taken.status, kind.name .. " status")
            t.equal(type(steps.label(def, taken.value)), "string", kind.name .. " label")
            if def.kind:find("^ask%.") then
                local again = steps.accept(def, { [def.id] = taken.value }, samples.state())
                t.equal(again.value, taken.value, kind.name .. ": its own answer again")
            end
        end
    end
end

-- {kind, changes, raw, value or nil, problem or nil}
local cases = {
    { "ask.text", {}, "  hello \n", "hello" },
    { "ask.text", {}, " \n ", nil, "Write a few words, in any way you like." },
    { "ask.text", { optional = true }, "", "skipped" },
    { "ask.choice", {}, "sad", "sad" },
    { "ask.choice", {}, 0, 0 },
    { "ask.choice", {}, nil, nil, "Choose one answer." },
    { "ask.choice", { optional = true }, nil, nil, "Choose one answer, or skip this question." },
    { "ask.choice", {}, "of my own", "of my own" },
    { "ask.choice", {}, "  ", nil, "Write a few words in the last row, or choose another answer." },
    { "ask.choice", { other = false }, "of my own", nil, "That answer is not in the list. Choose one of the rows." },
    { "ask.many", {}, nil, {} },
    { "ask.many", {}, { "time", "tired" }, { "tired", "time" } },
    { "ask.many", {}, { "time", "mine" }, { "time", "mine" } },
    { "ask.many", {}, { "time", "tired", "mine" }, nil, "Choose at most 2 answers." },
    { "ask.many", { at_most = 1 }, { "time", "tired" }, nil, "Choose at most 1 answer." },
    { "ask.yes", {}, false, false },
    { "ask.yes", {}, nil, nil, "Choose Yes or No." },
    { "ask.scale", {}, 0, 0 },
    { "ask.scale", {}, "10", 10 },
    { "ask.scale", {}, 11, nil, "Choose a number from 0 to 10." },
    { "ask.scale", {}, 2.5, nil, "Choose a number from 0 to 10." },
    { "ask.scale", { step = 0.5 }, 2.5, 2.5 },
    { "ask.scale", {}, nil, nil, "Choose a number." },
    { "ask.scale", { optional = true }, nil, nil, "Choose a number, or skip this question." },
    { "ask.number", {}, "3,5", 3.5 },
    { "ask.number", {}, " 3.5 ", 3.5 },
    { "ask.number", {}, "30", 30 },
    { "ask.number", {}, "x", nil, "That does not look like a number. Use figures, such as 3 or 3.5." },
    { "ask.number", {}, "0x10", nil, "That does not look like a number. Use figures, such as 3 or 3.5." },
    { "ask.number", {}, ".", nil, "That does not look like a number. Use figures, such as 3 or 3.5." },
    { "ask.number", {}, 301, nil, "Enter a number from 0 to 300 minutes." },
    { "ask.number", {}, "", nil, "Enter a number." },
    { "ask.time", {}, "7:05", "07:05" },
    { "ask.time", {}, "9.30 pm", "21:30" },
    { "ask.time", {}, "12am", "00:00" },
    { "ask.time", {}, "24:00", nil, "That does not look like a time. Write it like 21:30." },
    { "ask.time", {}, "noon", nil, "That does not look like a time. Write it like 21:30." },
    { "ask.date", {}, "2026-02-29", nil, "That does not look like a date. Write day, month and year, such as 14 4 2026." },
    { "ask.date", {}, "29/2/2028", "2028-02-29" },
    { "ask.list", {}, "a\n\n b \n", { "a", "b" } },
    { "ask.list", {}, "a\nb\nc\nd", nil, "Keep it to 3 lines." },
}
for _, case in ipairs(cases) do
    local def = define(case[1], case[2])
    local taken = steps.accept(def, { [def.id] = case[3] }, {})
    local what = case[1] .. " " .. t.show(case[3])
    if case[5] then
        t.equal(taken, { problem = case[5], field = def.id }, what)
    elseif case[4] == "skipped" then
        t.equal(taken, { status = "skipped" }, what)
    else
        t.equal(taken, { status = "answered", value = case[4] }, what)
    end
end

-- Skip, where it may be.
t.equal(steps.accept(define("ask.scale", { optional = true }), {}, { skip = true }), { status = "skipped" }, "skip")
t.ok(steps.accept(define "ask.scale", {}, { skip = true }).problem, "no skip")
local parts = steps.parts(define "instrument", samples.instrument)
t.equal(steps.accept(parts[1], {}, { skip = true }), { status = "skipped" }, "instrument skip")
t.equal(steps.accept(parts[1], {}, {}).problem, "Choose a number, or skip this question.", "instrument")

-- A form: by field id, what was left out is absent, the first problem names its field.
local form = define "form"
local fields = { mood = 3, note = " ", place = "Out", slept = false }
t.equal(steps.accept(form, fields, {}), { status = "answered", value = { mood = 3, place = "Out", did = {}, slept = false } }, "form")
t.equal(steps.accept(form, { place = "Out" }, {}), { problem = "Choose a number.", field = "mood" }, "form problem")

-- Practices: the dose counts whichever way it ends.
local breathe = define "breathe"
t.equal(steps.accept(breathe, { finish = true }, {}).value, { finished = true, seconds = 120, breaths = 10 }, "breathe")
t.equal(steps.accept(breathe, { finished = false, seconds = 30 }, {}).value, { finished = false, seconds = 30, breaths = 2 }, "early")
t.equal(steps.accept(define "watch", { stopped = true, reason = "pain" }, { practice = { seconds = 12 } }),
    { status = "stopped", value = { finished = false, seconds = 12, stopped = true, reason = "pain" } }, "too painful")
t.equal(steps.accept(define "offer", { answer = "no" }, {}), { status = "declined", value = "declined" }, "declined")

-- Words for holes and quotes.
t.equal(steps.label(define "ask.choice", "sad"), "Sad", "label")
t.equal(steps.label(define "ask.choice", "own"), "own", "other")
t.equal(steps.label(define "ask.many", { "tired", "time" }), "Tired, No time", "labels")
t.equal(steps.label(define "ask.yes", false), "No", "no")
t.equal(steps.label(define "ask.scale", 6.0), "6", "number")
t.equal(steps.label(define "ask.scale", nil), "", "skipped")
t.equal(steps.label(form, { mood = 3, place = "Out" }), "3, Out", "form")
t.done("answers")
