-- Scores of the shipped instruments against worked examples of their publications' rules: sums, bands at every edge,
-- missing answers, what is never in the total. The files run as the guest runs them: pure words only.
local here = (arg and arg[0] or ""):match("^(.*)/[^/]*$") or "."
package.path = here .. "/?.lua;" .. package.path
local t = require "lib.t"

local folder = os.getenv("BALM_SOURCE") or here .. "/../.."

local function round(number, digits)
    local scale = 10 ^ (digits or 0)
    local whole = math.floor(math.abs(number) * scale + 0.5 + 1e-9) / scale
    return (number < 0 and -whole or whole)
end

local function load_instrument(id)
    local made
    local env = { ipairs = ipairs, pairs = pairs, tonumber = tonumber, tostring = tostring, type = type, math = math,
                  round = round, instrument = function(table) made = table end }
    local chunk = assert(loadfile(("%s/modules/instruments/%s.lua"):format(folder, id), "t", env))
    chunk()
    return made
end

local function score(instrument, answers)
    if not instrument.score then
        return nil, nil, nil
    end
    local total, band = instrument.score(answers)
    if type(total) == "table" then
        return total.total, total.band, total.subscales
    end
    return total, band, nil
end

-- Every scored item of an instrument answered alike; changes then lie over it.
local function all(instrument, value, changes)
    local answers = {}
    for _, item in ipairs(instrument.items) do
        answers[item.id] = value
    end
    for id, other in pairs(changes or {}) do
        answers[id] = other
    end
    return answers
end

-- A sum spread over items of at most `most` each.
local function spread(instrument, sum, most, least)
    local answers, ids = {}, {}
    for _, item in ipairs(instrument.items) do
        if item.in_score ~= false then
            ids[#ids + 1] = item.id
            answers[item.id] = least or 0
            sum = sum - (least or 0)
        end
    end
    for _, id in ipairs(ids) do
        local add = math.min(most - (least or 0), sum)
        answers[id], sum = answers[id] + add, sum - add
    end
    return answers
end

local function bands(id, most, least, edges)
    local instrument = load_instrument(id)
    for _, edge in ipairs(edges) do
        local total, band = score(instrument, spread(instrument, edge[1], most, least))
        t.equal({ total, band }, { edge[2] or edge[1], edge[3] }, ("%s %d"):format(id, edge[1]))
    end
end

bands("phq-9", 3, 0, { { 0, nil, "minimal" }, { 4, nil, "minimal" }, { 5, nil, "mild" }, { 9, nil, "mild" },
    { 10, nil, "moderate" }, { 14, nil, "moderate" }, { 15, nil, "moderately_severe" }, { 19, nil, "moderately_severe" },
    { 20, nil, "severe" }, { 27, nil, "severe" } })
bands("phq-2", 3, 0, { { 0, nil, "negative" }, { 2, nil, "negative" }, { 3, nil, "positive" }, { 6, nil, "positive" } })
bands("phq-4", 3, 0, { { 0, nil, "normal" }, { 2, nil, "normal" }, { 3, nil, "mild" }, { 5, nil, "mild" },
    { 6, nil, "moderate" }, { 8, nil, "moderate" }, { 9, nil, "severe" }, { 12, nil, "severe" } })
bands("gad-7", 3, 0, { { 0, nil, "minimal" }, { 4, nil, "minimal" }, { 5, nil, "mild" }, { 9, nil, "mild" },
    { 10, nil, "moderate" }, { 14, nil, "moderate" }, { 15, nil, "severe" }, { 21, nil, "severe" } })
bands("k10", 5, 1, { { 10, nil, "low" }, { 15, nil, "low" }, { 16, nil, "moderate" }, { 21, nil, "moderate" },
    { 22, nil, "high" }, { 29, nil, "high" }, { 30, nil, "very_high" }, { 50, nil, "very_high" } })
bands("nrs", 10, 0, { { 0, nil, "none" }, { 1, nil, "mild" }, { 3, nil, "mild" }, { 4, nil, "moderate" },
    { 6, nil, "moderate" }, { 7, nil, "severe" }, { 10, nil, "severe" } })
bands("pgic", 7, 1, { { 1, nil, "improved" }, { 2, nil, "improved" }, { 3, nil, "not_improved" },
    { 7, nil, "not_improved" } })
bands("who-5", 5, 0, { { 0, 0, "very_low" }, { 7, 28, "very_low" }, { 8, 32, "low" }, { 12, 48, "low" },
    { 13, 52, "fair" }, { 25, 100, "fair" } })
bands("isi", 4, 0, { { 7, nil, "none" }, { 8, nil, "subthreshold" }, { 14, nil, "subthreshold" },
    { 15, nil, "moderate" }, { 21, nil, "moderate" }, { 22, nil, "severe" }, { 28, nil, "severe" } })
bands("pcs", 4, 0, { { 29, nil, "below" }, { 30, nil, "relevant" }, { 52, nil, "relevant" } })

-- One missing answer leaves no total; the difficulty question is never part of it.
for _, id in ipairs { "phq-9", "phq-2", "phq-4", "gad-7", "k10", "peg", "who-5", "isi", "pcs", "pseq" } do
    local instrument = load_instrument(id)
    local answers = spread(instrument, 0, 1, 0)
    for _, item in ipairs(instrument.items) do
        local kept = answers[item.id]
        answers[item.id] = nil
        if item.in_score ~= false then
            t.equal({ (score(instrument, answers)) }, {}, id .. " without " .. item.id)
        end
        answers[item.id] = kept
    end
    t.equal({ (score(instrument, {})) }, {}, id .. " empty")
end
local phq9 = load_instrument "phq-9"
t.equal({ score(phq9, all(phq9, 1, { difficulty = 3 })) }, { 9, "mild" }, "phq-9 difficulty")
t.equal({ score(phq9, all(phq9, 1, { difficulty = false })) }, { 9, "mild" }, "phq-9 no difficulty")
for _, item in ipairs(phq9.items) do
    t.equal(item.risk and item.id, item.id == "self_harm" and "self_harm" or nil, "phq-9 risk")
end
local gad7 = load_instrument "gad-7"
t.equal({ score(gad7, all(gad7, 3, { difficulty = 0 })) }, { 21, "severe" }, "gad-7 difficulty")

-- PEG: the mean to one decimal.
local peg = load_instrument "peg"
t.equal(score(peg, { pain = 7, enjoyment = 5, activity = 6 }), 6, "peg")
t.equal(score(peg, { pain = 7, enjoyment = 6, activity = 4 }), 5.7, "peg rounds")
t.equal(score(peg, { pain = 10, enjoyment = 10, activity = 10 }), 10, "peg most")

-- PHQ-4: the anxiety pair comes first; each pair stands by itself.
local phq4 = load_instrument "phq-4"
t.equal({ phq4.items[1].id, phq4.items[3].id }, { "nervous", "interest" }, "phq-4 order")
local total, band, pairs_of = score(phq4, { nervous = 3, worry = 0, interest = 1, mood = 1 })
t.equal({ total, band, pairs_of.anxiety, pairs_of.depression },
    { 5, "mild", { total = 3, band = "positive" }, { total = 2, band = "negative" } }, "phq-4 pairs")
total, band, pairs_of = score(phq4, { nervous = 2, worry = 2, mood = 1 })
t.equal({ total == nil, band == nil, pairs_of.anxiety.total, pairs_of.depression == nil }, { true, true, 4, true },
    "phq-4 half")

-- DASS-21: doubled sums, each scale by its own questions.
local dass = load_instrument "dass-21"
local answers = all(dass, 0)
for _, i in ipairs { 3, 5, 10, 13, 16, 17, 21 } do
    answers["q" .. i] = 2
end
for _, i in ipairs { 2, 4, 7, 9 } do
    answers["q" .. i] = 1
end
total, pairs_of = score(dass, answers), select(3, score(dass, answers))
t.equal({ total == nil, pairs_of.depression, pairs_of.anxiety, pairs_of.stress },
    { true, { total = 28, band = "extremely_severe" }, { total = 8, band = "mild" }, { total = 0, band = "normal" } },
    "dass-21")
answers.q3 = nil
pairs_of = select(3, score(dass, answers))
t.equal({ pairs_of.depression == nil, pairs_of.anxiety.total }, { true, 8 }, "dass-21 without one")

-- Pain: the average of the week is the total, whatever now and worst say.
local pain = load_instrument "pain-rating"
t.equal({ score(pain, { now = 9, average = 4, worst = 10 }) }, { 4, "moderate" }, "pain rating")
t.equal({ (score(pain, { now = 9, worst = 10 })) }, {}, "pain rating without average")

-- Sleep efficiency over midnight: 23:00 to 07:00 in bed, awake 06:30, 30 minutes to fall asleep, 45 awake: 375 of 480.
local sleep = load_instrument "sleep-diary"
t.equal(score(sleep, { lights_out = 1380, woke = 390, got_up = 420, fell_asleep = 30, awake = 45 }), 78, "sleep")
t.equal(score(sleep, { lights_out = 30, woke = 390, got_up = 390, fell_asleep = 0, awake = 0 }), 100, "slept through")
t.equal({ (score(sleep, { lights_out = 1380, woke = 480, got_up = 420, fell_asleep = 0, awake = 0 })) }, {},
    "up before awake")
t.equal({ (score(sleep, { lights_out = 1380, woke = 390, got_up = 420, fell_asleep = 300, awake = 300 })) }, {},
    "more awake than in bed")
t.equal({ (score(sleep, { lights_out = 1380, woke = 390, got_up = 420, fell_asleep = 30 })) }, {}, "sleep missing")

-- Own activities: the mean of those that were rated.
local psfs = load_instrument "psfs"
t.equal(score(psfs, { ability_1 = 3, ability_2 = 4 }), 3.5, "psfs")
t.equal(score(psfs, { ability_1 = 3, ability_2 = 4, ability_3 = 6 }), 4.3, "psfs three")
t.equal({ (score(psfs, {})) }, {}, "psfs none")

-- What every file must carry, and bands without gaps or overlaps inside the range.
local list = assert(io.popen(("ls %s/modules/instruments/*.lua"):format(folder)))
local seen = 0
for path in list:lines() do
    local id = path:match("([^/]+)%.lua$")
    local instrument = load_instrument(id)
    seen = seen + 1
    t.equal(instrument.id, id, "id of the file")
    for _, field in ipairs { "version", "language", "title", "patient_title", "licence", "source", "recall", "direction",
                             "missing" } do
        t.equal(type(instrument[field]), "string", id .. " " .. field)
    end
    local next_from = instrument.range[1]
    for _, one in ipairs(instrument.bands or {}) do
        t.equal(one.from, next_from, id .. " band " .. one.id)
        next_from = one.to + 1
    end
    if instrument.bands then
        t.equal(next_from, instrument.range[2] + 1, id .. " last band")
        t.equal(type(instrument.bands_source), "string", id .. " bands_source")
    end
    local ids = {}
    for _, item in ipairs(instrument.items) do
        t.equal(ids[item.id] == nil, true, id .. " item twice: " .. item.id)
        ids[item.id] = true
        t.equal(item.text ~= "" or instrument.skeleton == true, true, id .. " wording of " .. item.id)
        t.equal(item.about == nil or ids[item.about] == true, true, id .. " about")
    end
end
list:close()
t.equal(seen >= 18, true, "instruments found")
t.done("instruments")
