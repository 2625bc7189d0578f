-- review: earlier answers once more, each with Edit.
local kit = require "steps.kit"
local tr = kit.tr

return {
    kind = "review",
    help = "Shows earlier answers on one page. Each can be edited.",
    example = 'review { "situation", "thought", title="Your thought record" }',
    fields = {
        { name = "items", type = "context", required = true, help = "Ids of the answers, in order." },
        { name = "title", type = "text", help = "The heading." },
        { name = "id", type = "id", help = "Name of the screen. Rarely needed." },
    },
    check = function(def)
        if #def.items == 0 then
            return 'names no answers. Write for example review { "thought" }.'
        end
    end,
    page = function(def, state)
        local rows = {}
        for i, row in ipairs(state.rows or {}) do
            local empty = not row.text or row.text == ""
            rows[i] = { label = row.label, text = empty and tr("No answer") or row.text, words = row.words and not empty,
                        action = "edit", arg = row.key }
        end
        local private = state.privacy == true or state.privacy == "private"
        local body = kit.list(4,
            kit.heading(def.title or tr("Your answers")),
            kit.lead(tr("Read it once more. You can change anything.")),
            { t = "review", rows = rows },
            private and kit.small(tr("Only you can see this.")))
        return { column = "question", body = body, footer = kit.footer(state, false) }
    end,
    accept = function()
        return { status = "answered" }
    end,
    simulate = function()
        return {}
    end,
}
