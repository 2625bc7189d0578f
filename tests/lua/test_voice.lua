-- The reading voice (DESIGN-LANGUAGE.md, 9) in every fixed English sentence of steps/ and screens/, authors' ones included.
local here = (arg and arg[0] or ""):match("^(.*)/[^/]*$") or "."
package.path = here .. "/../../engine/?.lua;" .. here .. "/?.lua;" .. package.path
local t = require "lib.t"
local engine = here .. "/../../engine/"

local folders = {
    ["steps/"] = "ask ask_choice ask_date ask_list ask_many ask_number ask_scale ask_text ask_time ask_yes breathe check finish form "
        .. "guide init instrument kit listen offer options practice reference rest review say sit watch",
    ["screens/"] = "care home init record session settings",
}
local banned = { "just", "simply", "should", "failed", "must", "compliance" }
local contractions = { "n't", "'re", "'ll", "'ve", "I'm", "it's" }

-- Strings of a Lua file that read as sentences: they have a space and a letter, and are no patterns.
local function sentences(source)
    local out = {}
    local code = source:gsub("%-%-[^\n]*", "")
    for quoted in code:gmatch('"([^"\n]*)"') do
        if quoted:find("%a %a") and not quoted:find("%%[adwsS][%+%*%-%]]") then
            out[#out + 1] = quoted
        end
    end
    for quoted in code:gmatch("'([^'\n]*)'") do
        if quoted:find("%a %a") then
            out[#out + 1] = quoted
        end
    end
    return out
end

for folder, names in pairs(folders) do
    for name in names:gmatch("%S+") do
        local file = assert(io.open(engine .. folder .. name .. ".lua"))
        local source = file:read("a")
        file:close()
        for _, sentence in ipairs(sentences(source)) do
            local where = ("%s%s.lua: %q"):format(folder, name, sentence)
            t.ok(not sentence:find("!", 1, true), where .. " has an exclamation mark")
            for _, word in ipairs(banned) do
                t.ok(not sentence:lower():find("%f[%a]" .. word .. "%f[%A]"), where .. " has the word " .. word)
            end
            for _, word in ipairs(contractions) do
                t.ok(not sentence:find(word, 1, true), where .. " has a contraction")
            end
        end
        -- Sentences for patients are short: about 15 words, 22 at most.
        for text in source:gmatch('%f[%w_]tr%("([^"]*)"') do
            for sentence in (text:gsub("\\n", ". ") .. " "):gmatch("(.-)[%.%?:]%s") do
                local _, words = sentence:gsub("%S+", "")
                t.ok(words <= 22, ("%s%s.lua: %d words: %q"):format(folder, name, words, sentence))
            end
        end
    end
end
t.done("voice")
