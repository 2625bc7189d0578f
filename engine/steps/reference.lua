-- The text of modules/REFERENCE.md: every step from its declaration, and the words that show no screen.
local kit = require "steps.kit"

local reference = {}

local effects = {
    { 'record { id="relief", value=3, unit="points" }', "Puts a number or text into the record and the exports." },
    { 'tell_therapist { id="worse", text="…", level="info" }', 'A message to the clinic. level: "info", "attention" or "urgent".' },
    { 'remember { id="plan", value="…" }', "Keeps something for this person's later sessions." },
}

local queries = {
    { 'last("peg")', "The newest score of an instrument, or nil." },
    { 'answer("module", "id")', "The newest answer given in another module, or nil." },
    { 'times_done("module")', "How often this person completed a module." },
    { 'recall("id")', "What remember kept, or nil." },
    { "today()", 'The date, "YYYY-MM-DD".' },
    { "patient.name", "What the person is called." },
    { 'pick { id="which", from={…} }', "One of a list by chance, the same again when the session goes on." },
    { 'shuffle { id="order", list={…} }', "A list in another order, the same again when the session goes on." },
}

local pure = {
    { "ipairs(t), pairs(t)", "Loops. pairs goes in sorted order." },
    { "tonumber, tostring, type", "As in Lua." },
    { "math.abs, math.floor, math.ceil, math.min, math.max", "As in Lua." },
    { "round(n, digits)", "Rounds half away from zero." },
    { "list.add(list, item), list.count(list), list.join(list, between)", "Lists." },
    { "text.upper, text.lower, text.trim, text.contains, text.words", "Texts." },
    { 'format("%d of %d", a, b)', "Fills a text." },
    { 'include "words"', "Runs words.lua of the same folder once and returns what it returns." },
}

local types = {
    boolean_or_text = "true or text", cues = "cues", spans = "cues with seconds", bells = "list of sounds",
    dose = "table of limits and ids", easier = "film, text or table",
    message = "text or table", field_list = "list of questions", texts = "list of texts",
    context = "list of ids", media = "file name", options = "options", minutes = "minutes", time = "seconds or m:ss",
}

local function add(out, line)
    out[#out + 1] = line or ""
end

local function default_words(field)
    if field.required then
        return "needed"
    elseif field.default ~= nil and field.default ~= false then
        return "default " .. (type(field.default) == "number" and kit.number(field.default) or tostring(field.default))
    end
    return ""
end

local function add_step(out, kind)
    add(out, ("### %s"):format(kind.name))
    add(out)
    add(out, kind.help)
    add(out)
    add(out, "```lua")
    add(out, kind.example)
    add(out, "```")
    add(out)
    add(out, "| field | takes | | |")
    add(out, "| --- | --- | --- | --- |")
    for _, field in ipairs(kind.fields) do
        add(out, ("| `%s` | %s | %s | %s |"):format(field.name, types[field.type] or field.type, default_words(field),
            (field.help or ""):gsub("|", "\\|")))
    end
    add(out)
end

local function add_words(out, title, note, rows)
    add(out, "## " .. title)
    add(out)
    add(out, note)
    add(out)
    for _, row in ipairs(rows) do
        add(out, ("- `%s`: %s"):format(row[1], row[2]))
    end
    add(out)
end

function reference.text(kinds)
    local out = {}
    add(out, "# The module language, API level 1")
    add(out)
    add(out, "Made by Balm from engine/steps. Do not edit by hand.")
    add(out)
    add(out, "Texts are literal, with `{id}` holes for earlier answers; `{{` is a brace. Formatting is a small Markdown: headings,")
    add(out, "paragraphs, lists, **bold** and *emphasis*. Ids are unique; in a loop Balm counts them (`pain#2`).")
    add(out)
    add(out, "## Steps")
    add(out)
    for _, kind in ipairs(kinds) do
        add_step(out, kind)
    end
    add(out)
    add_words(out, "Effects", "They happen once, and never again when a session goes on.", effects)
    add_words(out, "Queries", "Answered once. The answer stays the same for the whole session.", queries)
    add_words(out, "Helpers", "Nothing else of Lua is there.", pure)
    return table.concat(out, "\n")
end

return reference
