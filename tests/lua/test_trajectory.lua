-- The plain sentence and the picture of a person's own course: kind, true, and nothing said by the picture alone.
local here = (arg and arg[0] or ""):match("^(.*)/[^/]*$") or "."
package.path = here .. "/../../engine/?.lua;" .. here .. "/?.lua;" .. package.path
local t = require "lib.t"
local trajectory = require "steps.trajectory"

local function course(change, ...)
    local points = {}
    for i, y in ipairs { ... } do
        points[i] = { date = ("2026-03-%02d"):format(9 + i), x = 20522 + i, y = y }
    end
    return { id = "peg", title = "PEG: pain", name = "PEG", from = 0, to = 10, decimals = 1, mark = 1, better = "lower",
             change = change, points = points }
end

t.equal(trajectory.sentence(course("better", 6.7, 4.7)),
    "Pain gets in your way less than when you began. It went from 6.7 to 4.7.")
t.equal(trajectory.sentence(course("worse", 4.0, 6.0)),
    "Pain got in the way more than at the start. Hard stretches happen. It went from 4.0 to 6.0.")
t.equal(trajectory.sentence(course("small", 4.0, 4.3)),
    "Pain gets in your way about as much as when you began. It went from 4.0 to 4.3.")
t.equal(trajectory.sentence(course("same", 4, 5, 4)),
    "Pain gets in your way about as much as when you began. It was 4.0 then and is 4.0 now.")
t.equal(trajectory.sentence(course("unjudged", 4, 9)), "It went from 4.0 to 9.0.", "nothing is judged without a mark")
t.equal(trajectory.sentence(course(nil, 4)), "Your first answer is 4.0, on 10 March 2026. With the next one a line begins.")
t.equal(trajectory.sentence(course(nil)), "There is nothing to show yet. It fills in as you go.")

local node = trajectory.node(course("better", 6.7, 4.7), "Pain")
t.equal(node.title, "Pain")
t.ok(math.abs(node.band[1] - 5.7) < 1e-9)
t.ok(math.abs(node.band[2] - 7.7) < 1e-9)
t.equal(node.start, 6.7)
t.equal(node.band_label, "Up to 1 point from there: too little to be sure of a change")
t.equal(node.sub, "From 0 to 10. Lower is better.")
t.equal(node.points[2].say, "11 March 2026: 4.7")
t.equal(node.points[2].label, "11 Mar")
t.equal(node.summary, trajectory.sentence(course("better", 6.7, 4.7)), "what is read is what is seen")

-- The band stays on the axis; without points or a mark there is none.
t.equal(trajectory.node(course("small", 9.5, 9.2)).band[2], 10)
t.equal(trajectory.node(course(nil)).band, nil)
t.equal(trajectory.node(course(nil)).start, nil)
local unknown = course("unjudged", 1, 2)
unknown.mark, unknown.better = 0, ""
t.equal(trajectory.node(unknown).band, nil)
t.equal(trajectory.node(unknown).sub, "")

-- A course over two years says which year.
local long = course("better", 5, 4)
long.points[2].date = "2027-01-05"
t.equal(trajectory.node(long).points[1].label, "10 Mar 26")

-- Paced activity: how even it was, with what was planned and what flared.
local walks = course("unjudged", 10, 8, 20, 9)
walks.mark, walks.better, walks.decimals, walks.id = 0, "", 0, "walk"
walks.points[2].goal, walks.points[3].goal, walks.points[4].goal = 8, 8, 9
walks.points[3].mark = "flare"
t.equal(trajectory.sentence(walks), "You kept close to the plan on 2 of 3 days. Even days help more than big ones. "
    .. "The plan began with 8 and is now 9.")
t.equal(trajectory.node(walks).points[3].say, "12 March 2026: 20, planned 8, flare-up")
t.equal(trajectory.node(walks).start, nil)
t.ok(trajectory.node(walks).goal_label and trajectory.node(walks).mark_label)
t.done("trajectory")
