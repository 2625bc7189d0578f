-- One good step of every kind, as the guest's request would carry it.
local samples = {}

samples.args = {
    ["say"] = { text = "Pain is an alarm.", title = "The alarm", picture = "alarm.svg", alt = "An alarm" },
    ["ask.text"] = { id = "thought", text = "What went through your mind?", starters = { "I was" }, example = "It hurts." },
    ["ask.choice"] = { id = "mood", text = "How do you feel?", options = { { "sad", "Sad" }, { 0, "Flat" }, "Calm" }, other = true },
    ["ask.many"] = { id = "hard", text = "What is hard?", options = { { "tired", "Tired" }, { "time", "No time" } }, at_most = 2,
                     other = "Something of mine" },
    ["ask.yes"] = { id = "slept", text = "Did you sleep?" },
    ["ask.scale"] = { id = "pain", text = "How strong is your pain?", low = "No pain", high = "Worst pain" },
    ["ask.number"] = { id = "walked", text = "How long?", from = 0, to = 300, unit = "minutes" },
    ["ask.time"] = { id = "bed", text = "When to bed?" },
    ["ask.date"] = { id = "since", text = "Since when?" },
    ["ask.list"] = { id = "good", text = "What went well?", at_most = 3 },
    ["ask.body"] = { id = "where", text = "Where does it hurt?" },
    ["form"] = { id = "day", title = "Your day", fields = {
        { ask = "scale", id = "mood", text = "Mood?" }, { ask = "scale", id = "pain", same_as = "mood", text = "Pain?", optional = true },
        { ask = "text", id = "note", text = "Anything else?", optional = true },
        { ask = "choice", id = "place", text = "Where?", options = { "Home", "Out" } },
        { ask = "many", id = "did", text = "What?", options = { "Walk", "Rest" } },
        { ask = "yes", id = "slept", text = "Slept?" }, { ask = "number", id = "steps", text = "Steps?", optional = true },
    } },
    ["instrument"] = { id = "peg" },
    ["listen"] = { id = "scan", audio = "scan.ogg", captions = "scan.vtt", minutes = 3, ambience = "waves", cues = {
        { at = "0:00", sound = "bell", show = "Arrive" }, { at = "0:30", breath = { inhale = 4, exhale = 6 } },
        { at = 90, show = "End" } } },
    ["watch"] = { id = "stand", video = "stand.mp4", captions = "stand.vtt", text = "Stand up.", reps = 8, skippable = true,
                  easier = { video = "easier.mp4", text = "Use your hands." } },
    ["breathe"] = { id = "calm", minutes = 2, inhale = 4, hold = 1, exhale = 6, rest = 1 },
    ["guide"] = { id = "hands", cues = { { items = { "Tense" }, seconds = 7 },
                                             { items = { "Let go" }, seconds = "0:20", sound = "bell" } } },
    ["sit"] = { id = "quiet", minutes = 5, bells = { "bell", "bell" }, ambience = "waves" },
    ["rest"] = { seconds = 60, text = "Sit back." },
    ["pace"] = { id = "walk", text = "Walk on level ground.", to = 30, rest = "5 minutes" },
    ["review"] = { items = { "thought", "mood" }, title = "Your record" },
    ["chart"] = { of = "peg", title = "How much pain got in the way" },
    ["packet"] = { id = "packet", weeks = 12, context = { "goals" } },
    ["offer"] = { module = "breathing-space", text = "Would you like that?" },
    ["finish"] = { outcome = "stopped_pain", text = "You listened.", tell_therapist = "Stopped." },
}

samples.instrument = {
    id = "peg", title = "PEG for staff", patient_title = "Your pain in the past week", recall = "past week",
    intro = "Over the past week:",
    items = {
        { id = "pain", short = "Pain", ask = "scale", from = 0, to = 10, text = "What number best describes your pain?",
          low = "No pain", high = "Pain as bad as you can imagine", code = "75893-8" },
        { id = "harm", short = "Harm", ask = "choice", text = "Thoughts of harm", risk = { from = 1 }, in_score = false,
          options = { { items = { 0, "Not at all" }, code = "LA6568-5" }, { items = { 1, "Several days" }, code = "x" } } },
    },
}

function samples.request(kind, args, key)
    return { kind = kind, key = key or (tostring(args.id or kind) .. "#1"), id = args.id, args = args, file = "module.lua", line = 12 }
end

function samples.state(more)
    local state = { module = { id = "m", title = "Check-in", minutes = 6, kind = "cbt" }, index = 2, total = 11, progress = 0.2,
                    can_back = true }
    for name, value in pairs(more or {}) do
        state[name] = value
    end
    return state
end

return samples
