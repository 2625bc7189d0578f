-- steps.define: what it fills in, and how it tells an author what is wrong.
local here = (arg and arg[0] or ""):match("^(.*)/[^/]*$") or "."
package.path = here .. "/../../engine/?.lua;" .. here .. "/?.lua;" .. package.path
local t = require "lib.t"
local samples = require "lib.samples"
local steps = require "steps.init"

local function define(kind, args, inherited)
    return steps.define(samples.request(kind, args), inherited)
end

local function with(kind, changes)
    local args = {}
    for name, value in pairs(samples.args[kind]) do
        args[name] = value
    end
    for name, value in pairs(changes) do
        args[name] = value
    end
    return args
end

-- Every kind: the sample, an unknown field, a wrong type, each missing field.
for _, kind in ipairs(steps.kinds()) do
    local args = samples.args[kind.name]
    t.ok(args, "no sample of " .. kind.name)
    local def = define(kind.name, args)
    t.equal(def.kind, kind.name, "kind")
    t.equal(def.key, (args.id or kind.name) .. "#1", "key")
    t.equal(def.practice, kind.practice, kind.name .. " practice")
    local err = t.blames(function()
        define(kind.name, with(kind.name, { zzzzzz = 1 }))
    end, ('The step "%s" has no field called "zzzzzz".'):format(kind.name))
    t.equal(err.file, "module.lua", "file")
    t.equal(err.line, 12, "line")
    for _, field in ipairs(kind.fields) do
        t.blames(function()
            define(kind.name, with(kind.name, { [field.name] = { zz = {} } }))
        end, field.name, kind.name)
        if field.required then
            local short = with(kind.name, {})
            short[field.name] = nil
            t.blames(function()
                define(kind.name, short)
            end, ('needs the field "%s"'):format(field.name))
        end
    end
end

local bad = {
    { "ask.scale", { lwo = "x" }, 'The step "ask.scale" has no field called "lwo". Did you mean "low"?' },
    { "ask.scale", { from = "a" }, 'The field "from" of the step "ask.scale" takes a number, not the text "a".' },
    { "ask.scale", { from = 5, to = 5 }, '"from" is 5 and "to" is 5.' },
    { "ask.scale", { step = 0 }, '"step" is not above 0' },
    { "ask.scale", { step = 3 }, "steps of 3" },
    { "ask.scale", { to = 5000 }, "more than 1000 steps" },
    { "ask.scale", { text = "  " }, 'The field "text" of the step "ask.scale" is empty.' },
    { "ask.scale", { items = { "text" } }, "a value without a name" },
    { "ask.scale", { same_as = "nothing" }, 'same_as="nothing"' },
    { "ask.choice", { options = {} }, "options is empty" },
    { "ask.choice", { options = { { "a", "A" }, { "a", "B" } } }, 'two options have the value "a"' },
    { "ask.choice", { options = "a" }, "takes a list" },
    { "ask.many", { at_most = 0 }, "at least 1" },
    { "ask.number", { from = 9, to = 3 }, '"from" is 9' },
    { "form", { fields = {} }, "fields is empty" },
    { "form", { fields = { { ask = "scael", id = "a", text = "A" } } }, 'Did you mean "scale"?' },
    { "form", { fields = { { id = "a", text = "A" } } }, 'has no "ask"' },
    { "form", { fields = { { ask = "yes", id = "a", text = "A" }, { ask = "yes", id = "a", text = "B" } } }, 'the id "a"' },
    { "form", { fields = { { ask = "yes", id = "a", text = "A", optinal = true } } }, 'Did you mean "optional"?' },
    { "form", { fields = { { ask = "scale", id = "a", text = "A", same_as = "b" } } }, 'same_as="b"' },
    { "listen", { cues = { { at = "0:90" } } }, "cue 1" },
    { "listen", { cues = { { at = 9 }, { at = 3 } } }, "cue 2 comes before cue 1" },
    { "listen", { audio = "../x.ogg" }, "module's folder" },
    { "breathe", { inhale = 0 }, '"inhale"' },
    { "breathe", { minutes = "x" }, "minutes" },
    { "rest", { seconds = 0 }, '"seconds" is 0' },
    { "guide", { cues = {} }, "cues is empty" },
    { "review", { items = {} }, "names no answers" },
    { "finish", { tell_therapist = { text = "x", level = "loud" } }, '"tell_therapist"' },
}
for _, one in ipairs(bad) do
    t.blames(function()
        define(one[1], with(one[1], one[2]))
    end, one[3])
end
t.blames(function()
    define("watch", { id = "x" })
end, '"video"')
t.blames(function()
    define("listen", { id = "x" })
end, '"audio"')

t.blames(function()
    define("ask.scales", {})
end, 'There is no step called "ask.scales". Did you mean "ask.scale"?')

-- Defaults and normal forms.
local scale = define("ask.scale", { id = "a", text = "A" })
t.equal({ scale.from, scale.to, scale.step, scale.optional }, { 0, 10, 1, false }, "scale")
t.equal(define("ask.choice", samples.args["ask.choice"]).options,
    { { value = "sad", label = "Sad" }, { value = 0, label = "Flat" }, { value = "Calm", label = "Calm" } }, "options")
local listen = define("listen", samples.args.listen)
t.equal({ listen.cues[2].at, listen.cues[3].at, listen.seconds }, { 30, 90, 180 }, "cue times")
t.equal(define("listen", { id = "x", minutes = "1:30" }).seconds, 90, "minutes as m:ss")
local guide = define("guide", samples.args.guide)
t.equal({ guide.seconds, guide.cues[2].at, guide.cues[2].show }, { 27, 7, "Let go" }, "guide")
t.equal(define("watch", { id = "x", text = "Up", easier = "sit.mp4" }).easier, { video = "sit.mp4" }, "easier film")
t.equal(define("watch", { id = "x", text = "Up", easier = "Sit down." }).easier, { text = "Sit down." }, "easier words")
t.equal(define("finish", {}).outcome, "completed", "outcome")

-- same_as takes range and ends, or options, unless they are written.
local from = { id = "before", text = "Before", from = 0, to = 100, step = 10, low = "None", high = "All" }
local after = define("ask.scale", { id = "after", text = "After", same_as = "before", low = "Nothing" }, from)
t.equal({ after.to, after.step, after.low, after.high, after.text }, { 100, 10, "Nothing", "All", "After" }, "same_as")
local mood = define("ask.choice", { id = "b", text = "B", same_as = "mood" }, samples.args["ask.choice"])
t.equal(#mood.options, 3, "same_as options")
local form = define("form", samples.args.form)
t.equal({ form.fields[2].to, form.fields[3].lines }, { 10, 2 }, "form fields")
local outside = define("form", { id = "f", fields = { { ask = "scale", id = "a", text = "A", same_as = "before" } } },
    { before = from })
t.equal(outside.fields[1].to, 100, "form same_as of a step")

-- The reference is made from the same declarations.
local text = steps.reference()
for _, kind in ipairs(steps.kinds()) do
    t.ok(text:find("### " .. kind.name, 1, true), "reference lacks " .. kind.name)
    t.ok(kind.help ~= "" and kind.example:find(kind.name, 1, true), kind.name .. " help and example")
end
-- Examples are good modules lines.
for _, kind in ipairs(steps.kinds()) do
    local got
    local function catch(name)
        return function(args)
            got = { name, args }
        end
    end
    local env = { ask = {} }
    for _, one in ipairs(steps.kinds()) do
        local sub = one.name:match("^ask%.(.*)$")
        if sub then
            env.ask[sub] = catch(one.name)
        else
            env[one.name] = catch(one.name)
        end
    end
    assert(load(kind.example, "example", "t", env))()
    local args = got[2]
    if args[1] then
        args.items = {}
        for i = 1, #args do
            args.items[i], args[i] = args[i], nil
        end
    end
    t.equal(define(got[1], args).kind, kind.name, "example")
end
t.done("define")
