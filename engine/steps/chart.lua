-- chart: the patient's own figures over time. Shows what the record says and asks nothing.
local kit = require "steps.kit"
local trajectory = require "steps.trajectory"
local tr = kit.tr

return {
    kind = "chart",
    help = "The patient's own course of an instrument, a recorded value or a scale, with a plain sentence.",
    example = 'chart { of="peg", title="How much pain got in the way" }',
    fields = {
        { name = "of", type = "id", required = true,
          help = "Id of an instrument, of a value that was recorded, or of a scale or number that was asked." },
        { name = "title", type = "text", help = "The heading. Without it, the name of the instrument." },
        { name = "text", type = "text", help = "A line of your own below the picture." },
        { name = "id", type = "id", help = "Name of the screen. Rarely needed." },
    },
    page = function(def, state)
        local t = state.trajectory or { points = {}, from = 0, to = 10 }
        local heading = def.title or t.title or tr("Your answers over time")
        local node = trajectory.node(t, t.title ~= heading and t.title or nil)
        node.label = heading
        local body = kit.list(4,
            kit.heading(heading),
            kit.lead(trajectory.sentence(t)),
            { t = "panel", body = { node } },
            def.text and kit.text(def.text))
        return { column = "question", body = body, dense = true, footer = kit.footer(state, false) }
    end,
    accept = function()
        return { status = "answered" }
    end,
    simulate = function()
        return {}
    end,
}
