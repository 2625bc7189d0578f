-- guide: written cues, one after the other, each for its time.
local practice = require "steps.practice"

return practice.declare {
    kind = "guide",
    help = "Cues that follow each other, each for a number of seconds.",
    example = 'guide { id="hands", cues={{"Tense your hands", seconds=7}, {"Let go", seconds=20}} }',
    fields = practice.fields {
        { name = "cues", type = "spans", required = true, help = 'What to show, and how long: {{"Let go", seconds=20}}.' },
        { name = "ambience", type = "media", help = "A sound that goes on softly." },
    },
    check = function(def)
        if #def.cues == 0 then
            return 'cues is empty. Give at least one, such as {"Let go", seconds=20}.'
        end
    end,
    finish = function(def)
        local last = def.cues[#def.cues]
        def.seconds = last.at + last.seconds
    end,
    page = function(def, state)
        local body = {
            practice.heading(def, state),
            { t = "captions", always = true, plain = true },
            { t = "pacer", plain = true, label = practice.title(def, state) },
        }
        return { column = "reading", center = true, body = body, tools = { "sound", "text", "help" },
                 footer = practice.footer(def, state) }
    end,
}
