-- Around a session: take it up again, closing words, the calm page after an error, and "Are you still there?".
local kit = require "steps.kit"
local tr = kit.tr

local session = {}

local dots_at_most = 14

-- A dot for each step; their words would not fit, and the line above says where it stands.
local function place_dots(ctx)
    if not ctx.index or not ctx.total or ctx.total > dots_at_most or ctx.total < 2 then
        return nil
    end
    local items = {}
    for i = 1, ctx.total do
        items[i] = ""
    end
    return { t = "steps", items = items, current = ctx.index }
end

local function stopped_at(ctx)
    if ctx.crashed then
        return tr("Balm stopped here twice. That is not your doing, and staff will be told when you skip this step.")
    end
    if ctx.index and ctx.total then
        return ctx.when and tr("You stopped at step %s of %s, %s."):format(kit.number(ctx.index), kit.number(ctx.total), ctx.when)
            or tr("You stopped at step %s of %s."):format(kit.number(ctx.index), kit.number(ctx.total))
    end
    return ctx.when and tr("You were here %s."):format(ctx.when) or tr("You were here before.")
end

local function time_left(ctx)
    if ctx.index and ctx.total and ctx.minutes then
        local share = (ctx.total - ctx.index + 1) / ctx.total
        return tr("About %s left"):format(kit.minutes_words(math.max(1, ctx.minutes * share)):lower())
    end
end

-- ctx: title, kind, minutes, when ("yesterday"), index and total of the step, step_title, expired, crashed (the program died here twice).
function session.resume(ctx)
    -- Past the time the author set (resume_within) a fresh start comes first; what was done stays either way.
    local go_on = kit.button("continue", tr("Continue"), ctx.expired and "ghost" or "primary", { icon_after = "arrow-right" })
    local fresh = kit.button("start_again", tr("Start again"), ctx.expired and "primary" or "ghost", { icon = "refresh" })
    local step = ctx.step_title and ctx.step_title ~= "" and ctx.step_title ~= ctx.title
    return {
        column = "reading",
        body = {
            kit.heading(tr("Welcome back.")),
            kit.lead(stopped_at(ctx) .. " " .. tr("Everything you did is saved.")),
            { t = "card", body = kit.list(7,
                kit.tag(ctx, time_left(ctx)),
                place_dots(ctx),
                kit.heading(ctx.title, 2),
                step and kit.small(tr("Step %s"):format(kit.number(ctx.index))),
                step and kit.heading(ctx.step_title, 3),
                ctx.expired and kit.text(tr("That was a while ago. A fresh start may fit better now.")),
                ctx.expired and fresh or go_on) },
            { t = "row", spread = true, body = kit.list(3,
                ctx.crashed and kit.button("skip", tr("Skip this step"), "secondary", { icon_after = "arrow-right" }),
                ctx.expired and go_on or fresh,
                kit.button("not_now", tr("Not now"), "ghost")) },
        },
    }
end

local function done_line(ctx)
    local line = ctx.title .. "."
    if ctx.seconds and ctx.seconds >= 1 then
        line = tr("%s. You practised for %s."):format(ctx.title, kit.seconds_words(ctx.seconds):lower())
    end
    if ctx.practice_days and ctx.practice_days > 1 then
        line = line .. " " .. tr("You have practised on %s days."):format(kit.number(ctx.practice_days))
    end
    return line
end

-- What was written belongs to the patient until they share it.
local function sharing(ctx)
    local share = kit.button("share", tr("Share with my therapist"), "quiet", { icon = "eye" })
    local keep = kit.button("keep_private", tr("Keep private"), "quiet", { icon = "lock" })
    if ctx.shared then
        return { t = "panel", body = {
            { t = "status", tone = "good", text = tr("Your therapist can read what you wrote."), icon = "eye" },
            { t = "row", body = { keep } },
        } }
    end
    return { t = "panel", body = {
        kit.text(tr("Only you can see what you wrote. You can share it with your therapist.")),
        { t = "row", body = { share, keep } },
    } }
end

-- Before and after, the course, and what is next.
local function done_rows(ctx)
    local rows = {}
    for _, change in ipairs(ctx.changes or {}) do
        rows[#rows + 1] = { label = change.label, strong = true,
            text = tr("%s to %s"):format(kit.number(change.before), kit.number(change.after)),
            bars = { before = change.before - (change.from or 0), after = change.after - (change.from or 0),
                     of = (change.to or 10) - (change.from or 0) } }
    end
    if ctx.sprig then
        local words = ctx.sprig_words or tr("%s of %s"):format(kit.number(ctx.sprig.current or ctx.sprig.done),
            kit.number(ctx.sprig.of))
        rows[#rows + 1] = { label = tr("Your course"), text = words, sprig = { done = ctx.sprig.done,
            current = ctx.sprig.current, of = ctx.sprig.of, label = tr("Your course"), text = words } }
    end
    if ctx.next then
        rows[#rows + 1] = { label = tr("Next"), strong = true,
            text = ctx.next.when and tr("%s, %s"):format(ctx.next.title, ctx.next.when) or ctx.next.title }
    end
    return #rows > 0 and { t = "facts", rows = rows } or nil
end

-- ctx: title, seconds, text (the author's closing words), victory, changes={{label=, before=, after=, from=, to=},...}
-- (a number asked again after the practice), practice_days, sprig and sprig_words as on Today, next={title, when},
-- has_words, shared, worse (once told: "unknown" or the severity).
function session.finished(ctx)
    local body = {
        { t = "row", body = { { t = "blob", icon = "leaf", tint = "accent" },
            kit.group { kit.heading(tr("That is today done.")), kit.lead(done_line(ctx)) } } },
    }
    if ctx.text then
        body[#body + 1] = kit.text(ctx.text)
    end
    if ctx.victory then
        body[#body + 1] = { t = "status", tone = "good", text = ctx.victory, icon = "leaf" }
    end
    body[#body + 1] = done_rows(ctx)
    if ctx.has_words then
        body[#body + 1] = sharing(ctx)
    end
    if ctx.worse then
        body[#body + 1] = kit.heading(tr("Thank you for telling us"), 2)
        for _, node in ipairs(kit.worse_advice()) do
            body[#body + 1] = node
        end
        body[#body + 1] = kit.heading(tr("How much worse is it?"), 3)
        body[#body + 1] = kit.severities(ctx.worse)
    end
    return {
        column = "reading", body = body,
        footer = {
            back = not ctx.worse and kit.button("got_worse", tr("Something got worse"), "ghost", { icon = "info" }) or nil,
            primary = kit.continue(),
        },
    }
end

-- The record cannot be written: that is not the module, and the last answer is not saved yet.
local unwritten = { full = true, io = true, readonly = true, busy = true }

local function trouble_words(ctx)
    if unwritten[ctx.code] then
        return tr("Your last answer could not be saved. Everything before it is safe."),
            tr("It is not your doing. Please tell a member of staff: this computer cannot write its files now. Then try again.")
    end
    return tr("Something in this module did not work. Everything you did is saved."),
        tr("It is not your doing. You can go on with something else today.")
end

function session.trouble(ctx)
    local what, next_step = trouble_words(ctx)
    return {
        column = "reading",
        body = kit.list(4,
            kit.heading(tr("Something did not work")),
            kit.lead(what),
            kit.text(next_step),
            -- Nothing for the patient to read; staff and the robot find the place here.
            { t = "status", tone = "info", text = "", code = ctx.code, file = ctx.file, line = ctx.line,
              message = ctx.message }),
        footer = {
            back = ctx.can_retry and kit.button("retry", tr("Try again"), "secondary", { icon = "refresh" }) or nil,
            primary = kit.button("today", tr("Back to Today"), "primary", { icon = "home" }),
        },
    }
end

function session.idle(ctx)
    return {
        column = "reading", center = true, tools = { "help" }, focus = "still_here",
        body = { { t = "card", body = {
            { t = "ring", value = ctx.seconds or 60, of = ctx.of or 60, label = tr("seconds") },
            kit.heading(tr("Are you still there?")),
            kit.lead(tr("We will sign you out soon, to keep your answers private. They are saved. You can come back to this step.")),
            { t = "row", spread = true, body = {
                kit.button("sign_out", tr("Sign out now"), "secondary"),
                kit.button("still_here", tr("I am still here"), "primary"),
            } },
        } } },
    }
end

return session
