-- What practices share: their footer, the pages for "Too painful" and "Something got worse", the page when sound or film
-- cannot be played, and what counts as their answer. A practice may be stopped at any time, and that is never a mistake.
local kit = require "steps.kit"
local tr = kit.tr

local practice = {}

function practice.fields(own)
    local out = { { name = "id", type = "id", required = not own.id_optional,
                    help = "Name of the answer, unique in the module." } }
    for _, field in ipairs(own) do
        out[#out + 1] = field
    end
    out[#out + 1] = { name = "title", type = "text", help = "The heading. Without it, the title of the module." }
    out[#out + 1] = { name = "start", type = "boolean", default = false,
                      help = "true: waits until the patient presses Start." }
    return out
end

function practice.phase(state)
    return state.practice and state.practice.phase or "ready"
end

function practice.title(def, state)
    return def.title or state.module.title
end

function practice.heading(def, state)
    return kit.heading(practice.title(def, state))
end

-- ---- footer ----
local function pause_button(state)
    if practice.phase(state) == "playing" then
        return kit.button("pause", tr("Pause"), "primary", { icon = "pause" })
    end
    return kit.button("play", tr("Play"), "primary", { icon = "play" })
end

-- player: Pause stands in the middle, and Finish here where Continue will be.
function practice.footer(def, state, player)
    local phase = practice.phase(state)
    if phase == "over" then
        return kit.footer(state, false)
    elseif phase == "ready" then
        return {
            back = state.can_back and kit.back() or nil,
            middle = def.skippable and kit.skip() or nil,
            primary = kit.button("start", tr("Start"), "primary", { icon = "play" }),
        }
    end
    local stop = kit.button("stop", tr("Stop for now"), "secondary")
    if player then
        return { back = stop, middle = pause_button(state), primary = kit.button("finish_here", tr("Finish here"), "quiet") }
    end
    return { back = stop, middle = kit.button("finish_here", tr("Finish here"), "ghost"), primary = pause_button(state) }
end

-- ---- sound or film that cannot be played ----
-- Nothing to play: no sound or film was given, or it cannot be played here.
function practice.unplayable(state)
    local media, now = state.media, state.practice
    return (media and media.ok == false) or (now and now.duration_ms == 0 and now.phase ~= "over") or false
end

function practice.reading_page(def, state, words, sentences)
    local body = { practice.heading(def, state) }
    if state.media and state.media.ok == false then
        body[#body + 1] = { t = "status", tone = "info", text = words and sentences.read or sentences.none,
                            message = state.media.trouble }
    end
    if words then
        body[#body + 1] = kit.text(words)
    end
    return { column = "reading", body = body, footer = kit.footer(state, def.skippable) }
end

-- ---- "Too painful" and "Something got worse" ----
local function reason(arg, label, icon)
    return kit.entry("stop_reason", label, { arg = arg, icon = icon, tint = "primary" })
end

local function go_on(label)
    return kit.entry("resume_practice", label, { sub = tr("Rest first, as long as you like."), icon = "leaf", tint = "calm" })
end

local function hurt_page(def, state)
    local easier = def.easier and not state.practice.easier
    local body = {
        kit.heading(tr("What would help now?")),
        kit.lead(tr("It is paused. Pain that gets stronger is a reason to change something.")),
    }
    if easier then
        body[#body + 1] = kit.entry("easier", tr("Show me an easier way"),
            { sub = tr("The same exercise, gentler."), icon = "easier", tint = "move" })
    end
    body[#body + 1] = go_on(tr("Go on when I am ready"))
    body[#body + 1] = kit.heading(tr("Or stop here. What you did counts."), 3)
    body[#body + 1] = reason("pain", tr("Stop. It hurts too much"), "stop")
    body[#body + 1] = reason("tired", tr("Stop. I am too tired"), "moon")
    body[#body + 1] = reason("time", tr("Stop. I am out of time"), "clock")
    body[#body + 1] = reason("other", tr("Stop for another reason"), "chat")
    return { column = "reading", body = body, footer = {} }
end

local function worse_page(state)
    local body = { kit.heading(tr("Let us stop and look after you")) }
    for _, node in ipairs(kit.worse_advice()) do
        body[#body + 1] = node
    end
    body[#body + 1] = kit.heading(tr("How much worse is it?"), 3)
    body[#body + 1] = kit.severities(state.practice and state.practice.severity)
    body[#body + 1] = kit.entry("stop_reason", tr("Stop here"),
        { arg = "worse", sub = tr("What you did is saved."), icon = "stop", tint = "primary" })
    body[#body + 1] = kit.entry("help", tr("See who I can call"),
        { sub = tr("You come back to this page."), icon = "phone", tint = "danger" })
    body[#body + 1] = go_on(tr("It has eased. Go on"))
    return { column = "reading", body = body, footer = {} }
end

-- ---- declaration ----
-- What the step returns. fields: finished, seconds and so on as the app counted them; {finish=true}: played to its end.
local function value_of(decl, def, fields, state)
    local now = state.practice or {}
    local finished = fields.finished
    if finished == nil then
        finished = fields.finish == true
    end
    local seconds = fields.seconds or now.seconds or (fields.finish and def.seconds)
        or (now.position_ms and now.position_ms // 1000) or 0
    local value = { finished = finished, seconds = math.floor(seconds), stopped = fields.stopped, reason = fields.reason,
                    easier = fields.easier }
    if decl.complete then
        decl.complete(def, value, state)
    end
    return value
end

function practice.declare(decl)
    local own_page = decl.page
    decl.practice = true
    decl.page = function(def, state)
        local phase = practice.phase(state)
        if phase == "hurt" or (state.practice and state.practice.reason_asked) then
            return hurt_page(def, state)
        elseif phase == "worse" then
            return worse_page(state)
        end
        return own_page(def, state)
    end
    decl.accept = function(def, fields, state)
        local value = value_of(decl, def, fields, state)
        return { status = value.stopped and "stopped" or "answered", value = value }
    end
    decl.simulate = function()
        return { finish = true }
    end
    decl.label = function(_, value)
        return type(value) == "table" and kit.seconds_words(value.seconds or 0) or tostring(value)
    end
    return decl
end

return practice
