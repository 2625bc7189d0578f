-- The door to the app's own screens, called from C: screens.page(name, ctx). Each file returns functions by screen name:
-- (ctx) -> page parts. Here is what all of them share. Plain data in, plain data out.
local kit = require "steps.kit"

local screens = {}

local files = {
    today = "home", library = "home", people = "home",
    resume = "session", finished = "session", trouble = "session", idle = "session",
    help = "care", safety = "care",
    signin = "signin", desk = "desk", ["desk.patient"] = "desk",
    ["desk.prescribe"] = "desk_more", ["desk.library"] = "desk_more", ["desk.safety"] = "desk_more",
    ["desk.people"] = "desk_more", ["desk.remove"] = "desk_more", ["desk.staff"] = "desk_more",
    ["desk.log"] = "desk_more", ["desk.export"] = "desk_more", ["desk.signin"] = "desk_more",
    settings = "settings", progress = "record", notes = "record",
}

function screens.page(name, ctx)
    local file = files[name]
    if not file then
        local names = {}
        for known in pairs(files) do
            names[#names + 1] = known
        end
        table.sort(names)
        error({ message = ('There is no screen called "%s". Known: %s.'):format(tostring(name),
            table.concat(names, ", ")) }, 0)
    end
    local page = require("screens." .. file)[name](ctx or {})
    page.name = name
    if not page.title then
        page.brand = true
        page.title = kit.tr("Balm")
    end
    page.tools = page.tools or { "text", "help" }
    page.column = page.column or "reading"
    page.decor = page.decor or "hills"
    return page
end

return screens
