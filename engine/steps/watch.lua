-- watch: a film, mostly of an exercise, with a gentler way always near.
local kit = require "steps.kit"
local pacing = require "steps.pacing"
local practice = require "steps.practice"
local tr = kit.tr

local sentences = {
    read = tr("The film cannot be played here. You can read it instead."),
    none = tr("The film cannot be played here. You can go on without it."),
}

-- The easier way takes the place of what it says anew.
local function shown(def, state)
    local easier = state.practice and state.practice.easier and def.easier
    if not easier then
        local quota = def.dose and state.pace and state.pace.quota
        return quota and { text = def.text, video = def.video, reps = quota, why = pacing.why(state.pace) } or def
    end
    return { text = easier.text or def.text, reps = easier.reps or def.reps, video = easier.video }
end

local function pain_controls(def, state)
    local easier = def.easier and not (state.practice and state.practice.easier)
    return {
        { t = "row", body = {
            kit.button("too_painful", tr("Too painful"), "caution", { icon = "easier" }),
            kit.small(easier and tr("Show me an easier way.") or tr("Pauses at once.")),
        } },
        kit.button("got_worse", tr("Something got worse"), "ghost", { icon = "info" }),
    }
end

-- How often, and why that often where the pacing rule said so.
local function add_dose(body, what)
    if what.reps then
        body[#body + 1] = kit.lead(tr("Repeat up to %s times. Fewer is fine."):format(kit.number(what.reps)))
    end
    if what.why then
        body[#body + 1] = kit.small(what.why)
    end
end

local function side(def, state)
    local now, what = state.practice or {}, shown(def, state)
    local body = { practice.heading(def, state) }
    body[1].level = 2
    if now.easier then
        body[#body + 1] = { t = "status", tone = "good", text = tr("The easier way"), icon = "easier" }
    end
    if what.reps and now.rep then
        body[#body + 1] = { t = "ring", value = now.rep, of = what.reps, label = tr("of %s"):format(kit.number(what.reps)) }
    else
        add_dose(body, what)
    end
    -- Before the words: in a small window they are what scrolls, never the way out.
    for _, node in ipairs(pain_controls(def, state)) do
        body[#body + 1] = node
    end
    if what.text then
        body[#body + 1] = { t = "rule" }
        body[#body + 1] = kit.text(what.text)
    end
    if def.skippable and now.phase ~= "over" and now.phase ~= "ready" then
        body[#body + 1] = kit.skip()
    end
    return body
end

local function has_film(def, state)
    return (shown(def, state).video and not practice.unplayable(state)) and true or false
end

return practice.declare {
    kind = "watch",
    help = "A film to follow, with written steps beside it. Too painful opens the easier way.",
    example = 'watch { id="stand", video="stand.mp4", captions="stand.vtt", reps=8, text="Stand up slowly." }',
    fields = practice.fields {
        { name = "video", type = "media", help = "The film." },
        { name = "captions", type = "media", help = "What is said: a .vtt or .srt file." },
        { name = "text", type = "text", help = "The exercise in words, shown beside the film or in its place." },
        { name = "reps", type = "integer", min = 1, max = 100, help = "How often to repeat." },
        { name = "dose", type = "dose", help = "The pacing rule sets the repeats: {to=12, before=\"pain_before\", "
            .. "during=\"pain_during\", after=\"pain_after\"}, ids of pain scales of this module. reps is the start." },
        { name = "easier", type = "easier", help = "A gentler way: a film, words, or {video=, captions=, text=, reps=}." },
        { name = "skippable", type = "boolean", default = false, help = "true: the patient may skip it." },
    },
    complete = function(def, value, state)
        local plan = def.dose and state.pace
        if plan and plan.quota then
            value.reps, value.reason_reps = plan.quota, plan.reason
        end
    end,
    check = function(def)
        if def.dose and not def.reps then
            return 'has a "dose", which needs "reps" to begin with.'
        end
        if not def.video and not def.text then
            return 'needs "video", or "text" for an exercise in words.'
        end
    end,
    page = function(def, state)
        if not has_film(def, state) then
            local what = shown(def, state)
            local page = practice.reading_page(def, state, what.text or (state.media or {}).transcript, sentences)
            add_dose(page.body, what)
            if practice.phase(state) ~= "over" then
                for _, node in ipairs(pain_controls(def, state)) do
                    page.body[#page.body + 1] = node
                end
            end
            return page
        end
        local film = { { t = "film", label = practice.title(def, state) },
                       { t = "player", kind = "video", label = practice.title(def, state) } }
        return {
            column = "full",
            body = { { t = "columns", weights = { 5, 2 }, body = { kit.group(film), kit.group(side(def, state)) } } },
            tools = { "sound", "text", "help" },
            footer = practice.footer(def, state, true),
        }
    end,
}
