-- Every fixed word of the interface is translated in every language that is shipped, and keeps its holes.
local here = arg[0]:match("^(.*)/[^/]*$") or "."
local lang = here .. "/../../assets/lang/"

local function texts_of(entry, name)
    local found = {}
    for start in entry:gmatch("()" .. name:gsub("[%[%]]", "%%%0") .. " \"") do
        local text = ""
        for line in entry:sub(start):gsub("^%S+ ", ""):gmatch("[^\n]+") do
            local part = line:match('^"(.*)"$')
            if not part then
                break
            end
            text = text .. part
        end
        found[#found + 1] = text
    end
    return found
end

local function holes(text)
    return select(2, text:gsub("%%s", ""))
end

local checked = 0
for _, tag in ipairs { "es", "ar" } do
    local file = assert(io.open(lang .. tag .. ".po"))
    local all = file:read("a") .. "\n\n"
    file:close()
    for entry in all:gmatch("(.-)\n\n+") do
        local id = texts_of(entry, "msgid")[1]
        if id and id ~= "" and not entry:find("\n#~", 1, true) and entry:sub(1, 2) ~= "#~" then
            local plural = texts_of(entry, "msgid_plural")[1]
            for form = 0, plural and 5 or 0 do
                local name = plural and ("msgstr[%d]"):format(form) or "msgstr"
                for _, text in ipairs(texts_of(entry, name)) do
                    assert(text ~= "", ("%s.po: \"%s\" is not translated"):format(tag, id))
                    local wanted = holes(plural or id) -- "one day" needs no number
                    assert(holes(text) == wanted or (plural and holes(text) < wanted),
                        ("%s.po: \"%s\" has other holes: \"%s\""):format(tag, id, text))
                    checked = checked + 1
                end
            end
        end
    end
end
assert(checked > 1000, "only " .. checked .. " texts were found")
print(checked .. " texts")
