-- Checks what an author wrote against a kind's declaration and fills in what was left out.
-- Every message names the step, the field and what to do. Knows the field types, but no kind.
local kit = require "steps.kit"

local check = {}

-- ---- near names ----
-- Letters to change, swap, add or take away to get from a to b.
function check.distance(a, b)
    local rows = {}
    for i = 0, #a do
        rows[i] = { [0] = i }
    end
    for j = 1, #b do
        rows[0][j] = j
    end
    for i = 1, #a do
        for j = 1, #b do
            local same = a:byte(i) == b:byte(j)
            local best = math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (same and 0 or 1))
            if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
                best = math.min(best, rows[i - 2][j - 2] + 1)
            end
            rows[i][j] = best
        end
    end
    return rows[#a][#b]
end

-- The nearest of a list of names, or nil when none is near.
function check.nearest(name, names)
    local best, best_distance
    for _, candidate in ipairs(names) do
        local distance = check.distance(name:lower(), candidate:lower())
        if not best or distance < best_distance then
            best, best_distance = candidate, distance
        end
    end
    if best and best_distance <= math.max(2, #name // 3) then
        return best
    end
end

function check.suggestion(name, names)
    local near = check.nearest(name, names)
    return near and (' Did you mean "%s"?'):format(near) or ""
end

-- ---- field types: (value, spec) -> normalised value, or nil and what it takes ----
local types = {}
check.types = types

local function is_list(value)
    if type(value) ~= "table" then
        return false
    end
    local count = 0
    for _ in pairs(value) do
        count = count + 1
    end
    return count == #value
end

function types.text(value)
    if type(value) == "string" then
        return value
    end
    return nil, "a text in quotes"
end
types.string = types.text

function types.id(value)
    if type(value) == "string" and value:find("^[%w_%-%.]+$") then
        return value
    end
    return nil, "a name of letters, digits and underscores"
end

local function in_limits(value, spec, words)
    if (spec.min and value < spec.min) or (spec.max and value > spec.max) then
        if spec.min and spec.max then
            words = ("%s from %s to %s"):format(words, kit.number(spec.min), kit.number(spec.max))
        elseif spec.min then
            words = ("%s of at least %s"):format(words, kit.number(spec.min))
        else
            words = ("%s of at most %s"):format(words, kit.number(spec.max))
        end
        return nil, words
    end
    return value
end

function types.number(value, spec)
    if type(value) ~= "number" or value ~= value or math.abs(value) == math.huge then
        return nil, "a number"
    end
    return in_limits(value, spec, "a number")
end

function types.integer(value, spec)
    local whole = type(value) == "number" and math.tointeger(value)
    if not whole then
        return nil, "a whole number"
    end
    return in_limits(whole, spec, "a whole number")
end

function types.boolean(value)
    if type(value) == "boolean" then
        return value
    end
    return nil, "true or false"
end

-- "m:ss" or a number of seconds.
function types.time(value)
    if type(value) == "number" and value >= 0 and value < 86400 then
        return value
    end
    if type(value) == "string" then
        local minutes, seconds = value:match("^(%d+):(%d%d)$")
        if minutes and tonumber(seconds) < 60 then
            return tonumber(minutes) * 60 + tonumber(seconds)
        end
    end
    return nil, 'a time such as "1:30", or a number of seconds'
end

-- A number of minutes, or "m:ss".
function types.minutes(value)
    if type(value) == "string" then
        local seconds = types.time(value)
        if seconds and seconds > 0 then
            return seconds / 60
        end
    elseif type(value) == "number" and value > 0 and value <= 240 then
        return value
    end
    return nil, 'a number of minutes up to 240, or a time such as "1:30"'
end

function types.media(value)
    if type(value) == "string" and value ~= "" and not value:find("^[/\\]") and not value:find("..", 1, true)
        and not value:find("\\", 1, true) and not value:find(":", 1, true) then
        return value
    end
    return nil, "the name of a file in the module's folder"
end

function types.texts(value)
    if not is_list(value) then
        return nil, "a list of texts"
    end
    for _, text in ipairs(value) do
        if type(text) ~= "string" then
            return nil, "a list of texts"
        end
    end
    return value
end

function types.context(value)
    if type(value) == "string" then
        value = { value }
    end
    if not is_list(value) then
        return nil, 'a list of ids such as {"thought"}'
    end
    for _, id in ipairs(value) do
        if not types.id(id) then
            return nil, 'a list of ids such as {"thought"}'
        end
    end
    return value
end

-- Questions of a form; form.lua looks into each.
function types.field_list(value)
    if is_list(value) then
        return value
    end
    return nil, 'a list such as {{ask="text", id="what", text="What happened?"}}'
end

local function option(value)
    if type(value) == "string" then
        return { value = value, label = value }
    end
    if type(value) ~= "table" then
        return nil
    end
    local pair = value.items or value
    local key, label = value.value, value.label
    if key == nil then
        key, label = pair[1], pair[2]
    end
    if label == nil and type(key) == "string" then
        label = key
    end
    if (type(key) == "string" or type(key) == "number") and key ~= "" and type(label) == "string" and label ~= "" then
        return { value = key, label = label }
    end
end

local options_words = 'a list such as {{"sad", "Sad"}, {"calm", "Calm"}}'

function types.options(value)
    if not is_list(value) then
        return nil, options_words
    end
    local out = {}
    for i, one in ipairs(value) do
        out[i] = option(one)
        if not out[i] then
            return nil, options_words
        end
    end
    return out
end

function types.breath(value)
    local words = "a table such as {inhale=4, hold=0, exhale=6}"
    if type(value) ~= "table" then
        return nil, words
    end
    local out = { inhale = 0, hold = 0, exhale = 0, rest = 0 }
    for name, seconds in pairs(value) do
        if out[name] == nil or type(seconds) ~= "number" or seconds < 0 or seconds > 60 then
            return nil, words
        end
        out[name] = seconds
    end
    if out.inhale <= 0 or out.exhale <= 0 then
        return nil, words
    end
    return out
end

local cue_members = { at = "time", show = "text", sound = "media", breath = "breath" }

-- Cues of a practice, in order of time.
function types.cues(value)
    local words = 'a list such as {{at="0:30", show="Notice your feet."}}'
    if not is_list(value) then
        return nil, words
    end
    local out = {}
    for i, cue in ipairs(value) do
        if type(cue) ~= "table" or cue.at == nil then
            return nil, words
        end
        out[i] = {}
        for name, member in pairs(cue) do
            local kind = cue_members[name]
            if not kind then
                return nil, ("%s, where a cue has at, show, sound and breath, and no %q"):format(words, tostring(name))
            end
            local normal, wanted = types[kind](member, {})
            if normal == nil then
                return nil, ("%s; cue %d takes %s as %q"):format(words, i, wanted, name)
            end
            out[i][name] = normal
        end
        if i > 1 and out[i].at < out[i - 1].at then
            return nil, ("cues in order of time; cue %d comes before cue %d"):format(i, i - 1)
        end
    end
    return out
end

-- Cues with a length each: {"Tense your hands", seconds=7}. They become cues with a time.
function types.spans(value)
    local words = 'a list such as {{"Tense your hands", seconds=7}}'
    if not is_list(value) then
        return nil, words
    end
    local out, at = {}, 0
    for i, cue in ipairs(value) do
        local list = type(cue) == "table" and (cue.items or cue) or {}
        local show = list[1] or (type(cue) == "table" and cue.show)
        local seconds = type(cue) == "table" and types.time(cue.seconds)
        local sound = type(cue) == "table" and cue.sound
        if type(show) ~= "string" or not seconds or seconds <= 0 or (sound and not types.media(sound)) then
            return nil, words
        end
        for name in pairs(cue) do
            if name ~= "items" and name ~= 1 and name ~= "seconds" and name ~= "sound" and name ~= "show" then
                return nil, words
            end
        end
        out[i] = { at = at, show = show, seconds = seconds, sound = sound or nil }
        at = at + seconds
    end
    return out
end

-- Sounds of bells: the first at the start, the last at the end.
function types.bells(value)
    local words = 'a list of sounds such as {"bell", "bell"}'
    if type(value) == "string" then
        value = { value }
    end
    if not is_list(value) then
        return nil, words
    end
    for _, sound in ipairs(value) do
        if not types.media(sound) then
            return nil, words
        end
    end
    return value
end

-- What the pacing rule needs to set repeats: limits, and the pain scales that decide.
function types.dose(value)
    local words = 'a table such as {to=12, before="pain_before", after="pain_after"}'
    if type(value) ~= "table" then
        return nil, words
    end
    local known = { from = "number", to = "number", step = "number", before = "string", during = "string", after = "string" }
    for name, one in pairs(value) do
        if type(one) ~= known[name] then
            return nil, words
        end
    end
    return value.before and (value.after or value.during) and value or nil, words
end

-- An easier way: a film, words, or a table of both.
function types.easier(value)
    if type(value) == "string" and value ~= "" then
        if value:find("^[%w_%-%./]+%.%w+$") then
            local file, wanted = types.media(value)
            return file and { video = file }, wanted
        end
        return { text = value }
    end
    local words = 'the name of a film, or a table such as {video="easier.webm", text="Do it sitting."}'
    if type(value) ~= "table" then
        return nil, words
    end
    local members = { video = "media", captions = "media", text = "text", reps = "integer" }
    local out = {}
    for name, member in pairs(value) do
        local normal = members[name] and types[members[name]](member, {})
        if normal == nil then
            return nil, words
        end
        out[name] = normal
    end
    if not out.video and not out.text then
        return nil, words
    end
    return out
end

-- A message to the clinic: a text, or {text=, level=}.
function types.message(value)
    local words = 'a text, or a table such as {text="...", level="attention"}'
    if type(value) == "string" then
        return value
    end
    local levels = { info = true, attention = true, urgent = true }
    if type(value) ~= "table" or type(value.text) ~= "string" or (value.level ~= nil and not levels[value.level]) then
        return nil, words
    end
    for name in pairs(value) do
        if name ~= "text" and name ~= "level" then
            return nil, words
        end
    end
    return value
end

-- `true` for yes, or a text of one's own.
function types.boolean_or_text(value)
    if type(value) == "boolean" or type(value) == "string" then
        return value
    end
    return nil, "true, or a text"
end

-- ---- a whole table of fields ----
local function written(value)
    local kind = type(value)
    if kind == "string" then
        local short = #value > 40 and value:sub(1, (utf8.offset(value, 0, 38) or 38) - 1) .. "..." or value
        return ('the text "%s"'):format(short)
    elseif kind == "number" then
        return "the number " .. kit.number(value)
    elseif kind == "table" then
        return "a table"
    end
    return tostring(value)
end

local function unknown_field(subject, name, decl, extra)
    local names = {}
    for _, field in ipairs(decl.fields) do
        names[#names + 1] = field.name
    end
    for _, also in ipairs(extra or {}) do
        names[#names + 1] = also
    end
    return ('%s has no field called "%s".%s'):format(subject, name, check.suggestion(name, names))
end

local function field_named(decl, name)
    for _, field in ipairs(decl.fields) do
        if field.name == name then
            return field
        end
    end
end

-- args -> table with every field in its normal form and defaults, or nil and a message. subject: 'The step "ask.scale"'.
-- inherited: what same_as names; its range, labels and options stand in for what was not written.
function check.fields(decl, args, inherited, subject, ignore)
    local names = {}
    for name in pairs(args) do
        names[#names + 1] = tostring(name)
    end
    table.sort(names)
    for _, name in ipairs(names) do
        if name == "items" and not field_named(decl, name) then
            return nil, ("%s holds a value without a name. Write name = value."):format(subject)
        elseif name ~= ignore and not field_named(decl, name) then
            return nil, unknown_field(subject, name, decl, ignore and { ignore })
        end
    end
    local out = {}
    for _, field in ipairs(decl.fields) do
        local value = args[field.name]
        if value == nil and inherited and field.inherits then
            value = inherited[field.name]
        end
        if value == nil then
            if field.required then
                return nil, ('%s needs the field "%s". For example: %s'):format(subject, field.name, decl.example)
            end
            out[field.name] = field.default
        else
            local normal, wanted = types[field.type](value, field)
            if normal == nil then
                return nil, ('The field "%s" of %s takes %s, not %s.'):format(field.name,
                    subject:gsub("^The", "the"), wanted, written(value))
            end
            if field.required and type(normal) == "string" and not normal:find("%S") then
                return nil, ('The field "%s" of %s is empty. Write something there.'):format(field.name,
                    subject:gsub("^The", "the"))
            end
            out[field.name] = normal
        end
    end
    local message = decl.check and decl.check(out)
    if message then
        return nil, ("%s: %s"):format(subject, message)
    end
    if decl.finish then
        decl.finish(out)
    end
    return out
end

-- Options: at least one, no value twice.
function check.options(options)
    if not options or #options == 0 then
        return "options is empty. Give at least one, such as {\"sad\", \"Sad\"}."
    end
    local seen = {}
    for _, one in ipairs(options) do
        if seen[one.value] then
            return ('two options have the value "%s". Give each its own.'):format(tostring(one.value))
        end
        seen[one.value] = true
    end
end

return check
