-- steps.page and screens.page: only what PAGE.md knows, the contract's labels, the design's rules.
local here = (arg and arg[0] or ""):match("^(.*)/[^/]*$") or "."
package.path = here .. "/../../engine/?.lua;" .. here .. "/?.lua;" .. package.path
local t = require "lib.t"
local samples = require "lib.samples"
local vocabulary = require "lib.vocabulary"
local steps = require "steps.init"
local screens = require "screens.init"

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

local function labels(page, where)
    local seen = vocabulary.check(page, where)
    t.ok(seen.primary <= 1, where .. ": more than one filled button")
    return seen
end

local function has(seen, label, action, where)
    local node = vocabulary.button(seen, label)
    t.ok(node, (where or "page") .. " lacks the button " .. label)
    t.equal(node.action, action, label)
    return node
end

-- Every kind, fresh, with earlier answer, draft and problem.
for _, kind in ipairs(steps.kinds()) do
    local def = define(kind.name)
    local page = steps.page(def, samples.state())
    local seen = labels(page, kind.name)
    t.equal({ page.name, page.step, page.title, page.sub, page.progress },
        { kind.name, def.key, "Check-in", "Step 2 of 11", 0.2 }, kind.name)
    if not kind.practice and kind.name ~= "offer" then
        has(seen, "Continue", "continue", kind.name)
        if kind.name ~= "finish" then
            has(seen, "Back", "back", kind.name)
        end
    end
    local first = steps.page(def, samples.state { can_back = false })
    t.ok(not vocabulary.button(labels(first, kind.name), "Back"), "Back on the first step")
    for seed = 1, 5 do
        local fields = steps.simulate(def, seed)
        labels(steps.page(def, samples.state { draft = fields, problem = { text = "Choose.", field = def.id } }), kind.name)
        local taken = steps.accept(def, fields, samples.state())
        labels(steps.page(def, samples.state { value = taken.value, context = { { label = "Before", text = "Six" } } }), kind.name)
    end
    if kind.name:find("^ask%.") then
        t.ok(not vocabulary.button(seen, "Skip"), "Skip on a step that is not optional")
        local optional = define(kind.name, { optional = true })
        has(labels(steps.page(optional, samples.state()), kind.name), "Skip", "skip")
        t.ok(steps.page(optional, samples.state { problem = { text = "Choose.", field = def.id } }).focus == def.id, "focus")
        local quoted = steps.page(optional, samples.state { context = { { label = "L", text = "T" } } })
        local top = quoted.body[1].t == "bodymap" and quoted.body[1].body[1] or quoted.body[1]
        t.equal(top.t, "quotes", "quotes first")
    end
end

-- No answer is on show before one was given; false and 0 are answers.
local function field_of(page, id)
    for _, node in ipairs(page.body) do
        if node.id == id then
            return node
        end
    end
end
t.equal(field_of(steps.page(define "ask.scale", samples.state()), "pain").value, nil, "no default answer")
t.equal(field_of(steps.page(define "ask.scale", samples.state { value = 0 }), "pain").value, 0, "zero")
t.equal(field_of(steps.page(define "ask.yes", samples.state { value = false }), "slept").value, false, "no")
t.equal(field_of(steps.page(define "ask.yes", samples.state { value = true, draft = { slept = false } }), "slept").value, false,
    "draft first")
local other = field_of(steps.page(define "ask.choice", samples.state { value = "my own" }), "mood")
t.equal({ other.value, other.other.text, other.other.label }, { "my own", "my own", "Something else" }, "other")

-- Practices in every phase.
local practices = { "listen", "watch", "breathe", "guide", "sit", "rest" }
for _, kind in ipairs(practices) do
    local def = define(kind)
    local function at(phase, more)
        local practice = { phase = phase, position_ms = 4000, duration_ms = 60000, seconds = 4, easier = false }
        for name, value in pairs(more or {}) do
            practice[name] = value
        end
        return labels(steps.page(def, samples.state { practice = practice, media = { ok = true, film = true } }), kind .. " " .. phase)
    end
    local ready = at "ready"
    has(ready, "Start", "start")
    local playing = at "playing"
    has(playing, "Pause", "pause")
    has(playing, "Stop for now", "stop")
    has(playing, "Finish here", "finish_here")
    t.ok(not vocabulary.button(playing, "Continue") and not vocabulary.button(playing, "Play"), kind .. " playing")
    has(at "paused", "Play", "play")
    local over = at "over"
    has(over, "Continue", "continue")
    t.ok(not vocabulary.button(over, "Pause"), "Continue takes the place of Pause")
    if kind == "watch" then
        t.equal(has(playing, "Too painful", "too_painful").style, "caution", "style")
        has(playing, "Something got worse", "got_worse")
        has(playing, "Skip", "skip")
        has(at("hurt"), "Show me an easier way", "easier")
        t.ok(not vocabulary.button(at("hurt", { easier = true }), "Show me an easier way"), "easier once")
        has(at "hurt", "Go on when I am ready", "resume_practice")
        local worse = at "worse"
        t.equal(has(worse, "Stop here", "stop_reason").arg, "worse", "reason")
        has(worse, "It has eased. Go on", "resume_practice")
    end
end
local reasons = {}
for _, node in ipairs(steps.page(define "watch", samples.state { practice = { phase = "hurt" } }).body) do
    if node.action == "stop_reason" then
        reasons[#reasons + 1] = node.arg
    end
end
t.equal(reasons, { "pain", "tired", "time", "other" }, "reasons")

-- Sound that cannot be played: words instead, and Continue.
for _, kind in ipairs { "listen", "watch" } do
    local page = steps.page(define(kind), samples.state {
        practice = { phase = "ready", duration_ms = 0 }, media = { ok = false, transcript = "Let the floor hold you.", trouble = "x" } })
    local seen = labels(page, kind)
    has(seen, "Continue", "continue")
    t.ok(seen.kinds.status and not seen.kinds.player, kind .. " reads instead")
end
local words_only = steps.define(samples.request("watch", { id = "w", text = "Stand up.", reps = 3 }))
local wordy = samples.state { practice = { phase = "ready", duration_ms = 0 }, media = { ok = true } }
has(labels(steps.page(words_only, wordy), "words"), "Continue", "continue")

-- An instrument is asked word for word, item by item.
local parts = steps.parts(define "instrument", samples.instrument)
t.equal(#parts, 2, "items")
t.equal({ parts[1].key, parts[1].id, parts[1].kind, parts[1].item, parts[1].index, parts[1].count },
    { "peg#1/pain", "peg.pain", "instrument", "pain", 1, 2 }, "item")
t.equal({ parts[2].risk.from, parts[2].unscored, parts[2].options[2].value }, { 1, true, 1 }, "risk item")
for i, part in ipairs(parts) do
    local page = steps.page(part, samples.state { part = { index = i, count = 2, labels = part.labels } })
    local seen = labels(page, "instrument")
    has(seen, "Skip", "skip")
    t.equal({ page.name, page.title, page.sub }, { "instrument", "Your pain in the past week", ("Question %d of 2"):format(i) },
        "item page")
    local found
    for _, node in ipairs(page.body) do
        found = found or (node.t == "heading" and node.text == samples.instrument.items[i].text)
    end
    t.ok(found, "wording")
    t.ok(page.body[1].t == "steps" and page.body[1].current == i, "dots")
end
t.blames(function()
    steps.parts(define "instrument", { items = { { id = "a", text = "A" } } })
end, 'The instrument "peg"')

-- Offer and review.
local offer = labels(steps.page(define "offer", samples.state { offer = { title = "Breathing", minutes = 4 } }), "offer")
has(offer, "Yes", "yes")
has(offer, "Not now", "not_now")
local review = steps.page(define "review", samples.state { rows = {
    { label = "Thought", text = "It hurts", key = "thought#1", words = true }, { label = "Mood", text = "", key = "mood#1" } } })
for _, node in ipairs(review.body) do
    if node.t == "review" then
        t.equal(node.rows[1], { label = "Thought", text = "It hurts", words = true, action = "edit", arg = "thought#1" }, "row")
        t.equal(node.rows[2].text, "No answer", "empty row")
    end
end

-- The app's own screens, empty and full.
local module = { id = "m", module = "m", title = "Body scan", kind = "mindfulness", minutes = 12, summary = "A slow walk.", done = true }
local card = { people = { { name = "Clinic", when = "Weekdays", number = "555 0142", icon = "person" } } }
local contexts = {
    today = { greeting = "morning", date = "Tuesday 14 April", name = "A.K.", due = module, resume = module,
              others = { module, { id = "n", module = "n", title = "N" } }, has = { library = true, progress = true, notes = true } },
    library = { modules = { module } },
    people = { people = { { id = "p-1", name = "Anna" } } },
    resume = { title = "Body scan", module = "m", kind = "cbt", when = "yesterday", index = 6, total = 11, minutes = 5 },
    finished = { title = "Body scan", seconds = 725, text = "You made room.", has_words = true, shared = false,
                 worse = "mild", practice_days = 15,
                 sprig = { done = 5, current = 6, of = 8, weeks = true },
                 next = { title = "Walk", when = "Thursday" },
                 victory = "You came back.", changes = { { label = "Tension", before = 6, after = 4 } } },
    help = { card = card, ease = { { title = "Breathe", module = "breathing-space", sub = "Two minutes" } } },
    safety = { card = card },
    trouble = { code = "script", file = "module.lua", line = 7, message = "bad", can_retry = true },
    settings = { text_percent = 125, theme = "dark", calm_motion = true, captions = true },
    progress = { seconds = 700, sessions = { { date = "2026-04-14", module = "sit-to-stand", outcome = "completed", seconds = 700 } },
                 scores = { { instrument = "peg", title = "PEG", date = "2026-04-14", total = 5.7 } } },
    notes = { notes = { { date = "2026-04-14", module = "thought-record", label = "Thought", text = "It hurts" } } },
    idle = { seconds = 33 },
}
local shown = {}
local minimal = { resume = { title = "T", module = "m" }, finished = { title = "T" } }
for name, ctx in pairs(contexts) do
    local empty = screens.page(name, minimal[name] or {})
    labels(empty, name .. " empty")
    local page = screens.page(name, ctx)
    shown[name] = labels(page, name)
    t.equal(page.name, name, "name")
end
has(shown.resume, "Continue", "continue")
has(shown.resume, "Start again", "start_again")
has(shown.resume, "Not now", "not_now")
has(shown.finished, "Share with my therapist", "share")
has(shown.finished, "Keep private", "keep_private")
has(shown.finished, "Continue", "continue")
has(labels(screens.page("finished", { title = "T" }), "finished"), "Something got worse", "got_worse")
has(shown.trouble, "Back to Today", "today")
has(shown.trouble, "Try again", "retry")
has(shown.help, "Back", "back")
has(shown.safety, "Continue", "continue")
t.equal(has(shown.settings, "150%", "set_text_size").arg, 150, "size")
t.equal(has(shown.settings, "High contrast", "set_theme").arg, "contrast", "theme")
t.equal(has(labels(screens.page("today", { due = module }), "today"), "Start", "start").arg, "m", "start")
t.equal(has(shown.people, "Anna", "choose_person").arg, "p-1", "person")
local status
for _, node in ipairs(screens.page("trouble", contexts.trouble).body) do
    status = node.t == "status" and node or status
end
t.equal({ status.code, status.file, status.line, status.message, status.text }, { "script", "module.lua", 7, "bad", "" }, "status")
t.blames(function()
    screens.page("todai", {})
end, "todai", "today")
t.done("pages")
