-- A person's own figures over time, as a picture and one plain sentence. What counts as a real change is decided in
-- outcome/measure.c; here it only gets its words. Serves the chart step, My progress and whatever else shows a course.
local kit = require "steps.kit"
local tr = kit.tr

local trajectory = {}

function trajectory.first_goal(t)
    for _, point in ipairs(t.points) do
        if point.goal then
            return point.goal
        end
    end
end

local function points_words(n)
    return n == 1 and tr("1 point") or tr("%s points"):format(kit.number(n))
end

local function figure(t, n)
    return ("%." .. math.tointeger(t.decimals or 0) .. "f"):format(n)
end

-- PEG asks how much pain gets in the way; others are called by their own name.
local function verdicts(t)
    if t.id == "peg" then
        return tr("Pain gets in your way less than when you began."),
            tr("Pain got in the way more than at the start. Hard stretches happen."),
            tr("Pain gets in your way about as much as when you began.")
    end
    return tr("This is better than when you began."),
        tr("This has been harder than at the start. Hard stretches happen."),
        tr("This is about the same as when you began.")
end

-- Of paced activity: how even the days were, never how much more it could have been.
local function pace_sentence(t)
    local near, planned = 0, 0
    for _, point in ipairs(t.points) do
        if point.goal then
            planned = planned + 1
            near = near + (math.abs(point.y - point.goal) <= math.max(1, point.goal * 0.2) and 1 or 0)
        end
    end
    local last = t.points[#t.points]
    return tr("You kept close to the plan on %s of %s days. Even days help more than big ones."):format(kit.number(near),
        kit.number(planned)) .. " " .. tr("The plan began with %s and is now %s."):format(kit.number(trajectory.first_goal(t)),
        kit.number(last.goal))
end

-- One sentence on what the figures say, then the figures.
function trajectory.sentence(t)
    local points = t.points or {}
    if #points == 0 then
        return tr("There is nothing to show yet. It fills in as you go.")
    elseif #points == 1 then
        return tr("Your first answer is %s, on %s. With the next one a line begins."):format(figure(t, points[1].y),
            kit.date_words(points[1].date))
    end
    local first, last = points[1], points[#points]
    if last.goal then
        return pace_sentence(t)
    end
    local better, worse, same = verdicts(t)
    local lead = t.change == "better" and better or t.change == "worse" and worse
        or (t.change == "same" or t.change == "small") and same
    local moved = t.change == "same" and tr("It was %s then and is %s now."):format(figure(t, first.y), figure(t, last.y))
        or tr("It went from %s to %s."):format(figure(t, first.y), figure(t, last.y))
    return (lead and lead .. " " or "") .. moved
end

local function direction_words(t)
    local range = tr("From %s to %s."):format(kit.number(t.from or 0), kit.number(t.to or 10))
    if t.better == "lower" then
        return range .. " " .. tr("Lower is better.")
    elseif t.better == "higher" then
        return range .. " " .. tr("Higher is better.")
    end
    return ""
end

local function point_words(t, point)
    local words = figure(t, point.y)
    if point.goal then
        words = tr("%s, planned %s"):format(words, kit.number(point.goal))
    end
    return point.mark and tr("%s, flare-up"):format(words) or words
end

local function chart_points(t)
    local out = {}
    local many_years = #t.points > 0 and t.points[1].date:sub(1, 4) ~= t.points[#t.points].date:sub(1, 4)
    for i, point in ipairs(t.points) do
        out[i] = { x = point.x, y = point.y, label = kit.date_short(point.date, many_years),
                   goal = point.goal, mark = point.mark,
                   say = tr("%s: %s"):format(kit.date_words(point.date), point_words(t, point)) }
    end
    return out
end

-- The picture alone; without a title it has none.
function trajectory.node(t, title)
    local points = t.points or {}
    local node = { t = "chart", title = title, sub = direction_words(t), points = chart_points(t),
                   from = t.from, to = t.to, decimals = t.decimals, summary = trajectory.sentence(t),
                   empty = tr("Your answers will appear here.") }
    local planned, flares
    for _, point in ipairs(points) do
        planned, flares = planned or point.goal ~= nil, flares or point.mark ~= nil
    end
    node.goal_label = planned and tr("What was planned") or nil
    node.mark_label = flares and tr("A flare-up, or pain that rose by 2 or more") or nil
    local mark = t.mark or 0
    if #points > 0 and not planned then
        node.start = points[1].y
        node.start_label = tr("Where you began")
    end
    if mark > 0 and #points > 0 then
        node.band = { math.max(t.from or 0, points[1].y - mark), math.min(t.to or 10, points[1].y + mark) }
        node.band_label = tr("Up to %s from there: too little to be sure of a change"):format(points_words(mark))
    end
    return node
end

return trajectory
