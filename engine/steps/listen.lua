-- listen: a recording, with captions, a picture and cues.
local kit = require "steps.kit"
local practice = require "steps.practice"
local tr = kit.tr

local sentences = {
    read = tr("The sound cannot be played here. You can read it instead."),
    none = tr("The sound cannot be played here. You can go on without it."),
}

local function cue_words(def)
    local lines = {}
    for _, cue in ipairs(def.cues or {}) do
        lines[#lines + 1] = cue.show and "- " .. cue.show or nil
    end
    return #lines > 0 and table.concat(lines, "\n") or nil
end

return practice.declare {
    kind = "listen",
    help = "A recording to listen to, with captions. What was heard counts, whichever way it ends.",
    example = 'listen { id="scan", audio="scan.ogg", captions="scan.vtt", minutes=12 }',
    fields = practice.fields {
        { name = "audio", type = "media", help = "The recording. Without it, minutes gives the length." },
        { name = "minutes", type = "minutes", help = "How long it is." },
        { name = "captions", type = "media", help = "What is said: a .vtt or .srt file." },
        { name = "picture", type = "media", help = "A picture above it." },
        { name = "alt", type = "text", help = "What the picture shows." },
        { name = "cues", type = "cues", help = 'What happens when: {{at="0:30", show="Notice your feet."}}.' },
        { name = "ambience", type = "media", help = "A sound that goes on softly below." },
        { name = "text", type = "text", help = "What to read where the sound cannot be played." },
    },
    check = function(def)
        if not def.audio and not def.minutes then
            return 'needs "audio", or "minutes" for a practice without a recording.'
        end
    end,
    finish = function(def)
        def.seconds = def.minutes and def.minutes * 60 or nil
    end,
    page = function(def, state)
        local media = state.media or {}
        if practice.unplayable(state) then
            return practice.reading_page(def, state, media.transcript or def.text or cue_words(def), sentences)
        end
        local picture = media.picture or state.picture
        local minutes = def.minutes and kit.minutes_words(def.minutes)
        local body = kit.list(5,
            picture and { t = "picture", file = picture, alt = def.alt or "", height = 210 },
            practice.heading(def, state),
            minutes and kit.small(minutes),
            { t = "captions" },
            def.audio and { t = "player", kind = "audio", label = practice.title(def, state) }
                or { t = "pacer", plain = true, label = practice.title(def, state) })
        if not def.audio then
            body[#body + 1] = { t = "clock", text_left = tr("%s left") }
        end
        return { column = "question", body = body, tools = { "sound", "text", "help" },
                 footer = practice.footer(def, state, true) }
    end,
}
