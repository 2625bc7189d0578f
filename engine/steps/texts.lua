-- The texts of a module, an instrument or a course that a patient reads: found in the source without running it, for the
-- template of its translation and for `balm check`. A text is every literal with a word in it that is no id, file or
-- time; what is for staff and for authors (tell_therapist, sources) stays out. Source in, a list of {text, line} out.
local texts = {}

local escapes = { n = "\n", t = "\t", r = "\r", a = "\a", b = "\b", f = "\f", v = "\v" }

local function unescape(body)
    body = body:gsub("\\z%s*", "")
    return (body:gsub("\\(u?)(.)(%b{})", function(u, c, braces)
        if u == "" and c == "u" then
            return utf8.char(tonumber(braces:sub(2, -2), 16))
        end
    end):gsub("\\(%d%d?%d?)", function(digits)
        return string.char(tonumber(digits))
    end):gsub("\\x(%x%x)", function(hex)
        return string.char(tonumber(hex, 16))
    end):gsub("\\(.)", function(c)
        return escapes[c] or c
    end))
end

-- The text that begins at `at`, its end, or nil.
local function literal(source, at)
    local quote = source:sub(at, at)
    if quote == '"' or quote == "'" then
        local to = at + 1
        while to <= #source and source:sub(to, to) ~= quote do
            to = to + (source:sub(to, to) == "\\" and 2 or 1)
        end
        return unescape(source:sub(at + 1, to - 1)), to
    end
    local level = source:match("^%[(=*)%[", at)
    if level then
        local from = at + #level + 2
        local stop, last = source:find("]" .. level .. "]", from, true)
        if stop then
            return (source:sub(from, stop - 1):gsub("^\r?\n", "")), last
        end
    end
end

-- Tokens: {kind = "text" | "name" | "mark", text, line}.
local function tokens(source)
    local out, at, line = {}, 1, 1
    local function add(kind, text, to)
        out[#out + 1] = { kind = kind, text = text, line = line }
        line = line + select(2, source:sub(at, to):gsub("\n", ""))
        at = to + 1
    end
    while at <= #source do
        if source:find("^%s", at) then
            local _, to = source:find("^%s+", at)
            line = line + select(2, source:sub(at, to):gsub("\n", ""))
            at = to + 1
        elseif source:find("^%-%-", at) then
            local _, to = literal(source, at + 2)
            if not to or source:sub(at + 2, at + 2) ~= "[" then
                to = (source:find("\n", at, true) or #source + 1) - 1
            end
            line = line + select(2, source:sub(at, to):gsub("\n", ""))
            at = to + 1
        else
            local text, to = literal(source, at)
            if text then
                add("text", text, to)
            elseif source:find("^[%a_]", at) then
                local _, last = source:find("^[%w_]+", at)
                add("name", source:sub(at, last), last)
            else
                local last = source:sub(at, at + 1) == ".." and at + 1 or at
                add("mark", source:sub(at, last), last)
            end
        end
    end
    return out
end

-- Fields whose texts nobody reads as a sentence on a patient's screen, and calls that speak to staff.
local not_shown = {
    id = true, version = true, kind = true, language = true, region = true, resume_within = true, sources = true,
    updates = true, audio = true, video = true, captions = true, picture = true, voice = true, ambience = true,
    sound = true, bells = true, same_as = true, context = true, outcome = true, level = true, tell_therapist = true,
    module = true, instrument = true, practice = true, at = true, after = true, licence = true, source = true,
    codes = true, of = true, population = true, reference = true, note = true,
}

local function is_words(text)
    return text:find("%a") and (text:find("[%s%u\128-\255]") or text:find("[%.!%?]$")) and not text:find("^%d+:%d%d$")
end

-- Where the value of `name =` or the call `name {` ends: the token behind its last one.
local function skip(list, at)
    local depth = 0
    while list[at] do
        local mark = list[at].kind == "mark" and list[at].text
        if mark == "{" or mark == "(" then
            depth = depth + 1
        elseif mark == "}" or mark == ")" then
            depth = depth - 1
        end
        if depth < 0 or (depth == 0 and (mark == "," or mark == ";")) then
            return at
        end
        at = at + 1
        if depth == 0 and (mark == "}" or mark == ")") then
            return at
        end
    end
    return at
end

-- Ids of what is done by quota, in the order written: pace { id= } and watch { id=, dose= }. They name the therapist's
-- limits ("walk" the most, "walk_step" the largest increase).
function texts.activities(source)
    local list, out = tokens(source), {}
    for at, one in ipairs(list) do
        local opens = list[at + 1] and list[at + 1].text == "{"
        if one.kind == "name" and opens and (one.text == "pace" or one.text == "watch") then
            local id, unit, by_dose, to = nil, nil, one.text == "pace", skip(list, at + 1)
            for i = at + 2, to - 2 do
                local name, value = list[i].kind == "name" and list[i].text, list[i + 2]
                if list[i + 1].text == "=" and value then
                    id = id or (name == "id" and value.kind == "text" and value.text) or nil
                    unit = unit or (name == "unit" and value.kind == "text" and value.text) or nil
                    by_dose = by_dose or name == "dose"
                end
            end
            if id and by_dose then
                out[#out + 1] = { id = id, unit = unit or (one.text == "watch" and "repeats" or "minutes") }
            end
        end
    end
    return out
end

function texts.of(source)
    local list, out, seen, at = tokens(source), {}, {}, 1
    while list[at] do
        local one, next_one = list[at], list[at + 1]
        local is_field = one.kind == "name" and not_shown[one.text] and next_one and next_one.text == "="
            and list[at + 2] and list[at + 2].text ~= "=" and list[at - 1] and list[at - 1].text:find("^[{,;]$")
        local is_call = one.kind == "name" and one.text == "tell_therapist" and next_one and next_one.text == "{"
        if is_field or is_call then
            at = skip(list, is_call and at + 1 or at + 2)
        elseif one.kind == "text" then
            local text, line = one.text, one.line
            while list[at + 1] and list[at + 1].text == ".." and list[at + 2] and list[at + 2].kind == "text" do
                text = text .. list[at + 2].text
                at = at + 2
            end
            if is_words(text) and not seen[text] then
                seen[text] = true
                out[#out + 1] = { text = text, line = line }
            end
            at = at + 1
        else
            at = at + 1
        end
    end
    return out
end

return texts
