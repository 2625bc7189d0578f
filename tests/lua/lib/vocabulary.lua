-- engine/scene/PAGE.md as a check: a page has only nodes and members that the scene knows, and every id once.
local vocabulary = {}

local function set(words)
    local out = {}
    for word in words:gmatch("%S+") do
        out[word] = true
    end
    return out
end

local field = " id label value problem"
local nodes = {
    heading = set "level text", lead = set "text extra", text = set "text extra", small = set "text", words = set "text",
    quotes = set "items",
    choice = set("multi options at_most other" .. field), yesno = set(field), scale = set("from to step low high" .. field),
    textbox = set("as lines example starters" .. field), number = set("from to step unit" .. field),
    bodymap = set("regions body front back left right list picture larger smaller more less remove" .. field),
    button = set "action arg label style icon icon_after enabled set",
    entry = set "action arg label sub icon tint trailing done",
    status = set "tone text icon code file line message",
    picture = set "file art alt height", steps = set "items current", review = set "rows", table = set "head rows",
    ring = set "value of label", space = set "size", rule = set "", chart = set("title label sub points from to decimals start start_label "
        .. "band band_label goal_label mark_label summary empty"),
    card = set "body", panel = set "body", columns = set "weights body", group = set "body", row = set "body spread",
    tag = set "text icon tint trailing trailing_icon", blob = set "icon tint size", week = set "rows",
    sprig = set "done current of label text", facts = set "rows",
    calendar = set "title summary note heads days",
    tiles = set "least body", pick = set "action arg label chosen percent theme",
    switch = set "action label sub on state",
    film = set "label", player = set "kind label", captions = set "always plain",
    pacer = set "inhale hold exhale rest label plain", clock = set "text_left",
}
local needed = {
    heading = "level text", lead = "text", text = "text", small = "text", words = "text", status = "tone text",
    button = "action label style", entry = "label", picture = "alt", tag = "text", blob = "icon",
    week = "rows", sprig = "of label", facts = "rows", calendar = "days", tiles = "body", pick = "action label",
    switch = "action label state", choice = "id label options", yesno = "id label",
    scale = "id label from to step", textbox = "id label lines", number = "id label", steps = "items current",
    columns = "weights body", card = "body", panel = "body", group = "body", row = "body", review = "rows",
    table = "head rows", bodymap = "id label regions front back list more less remove",
    chart = "points from to summary empty", player = "kind label", clock = "text_left", film = "label", quotes = "items",
}
local styles = set "primary secondary quiet ghost caution"
local tints = set "primary mind calm move accent danger none"
local page_members = set("name step title brand sub progress tools person column decor center dense focus notice body footer")
local columns = set "reading question wide full table"
local tools = set "listen sound text person help"

local function icons()
    local out = {}
    local words = "back forward arrow-right arrow-left down up check close plus minus play pause stop skip-back skip-forward "
        .. "volume volume-low mute captions help home leaf book chart note pencil lock clock calendar person people flag "
        .. "warning info listen text contrast sun moon backspace printer eye body breath mind move phone easier repeat "
        .. "refresh search settings chat signout file keyboard download copy filter trend-down trend-up trend-flat heart "
        .. "desk balm-mark"
    for word in words:gmatch("%S+") do
        out[word] = true
    end
    return out
end
local known_icons = icons()

local function check_node(node, seen, where)
    local members = nodes[node.t]
    assert(members, where .. ": no node is called " .. tostring(node.t))
    for name in pairs(node) do
        assert(name == "t" or members[name], ("%s: %s has no member %s"):format(where, node.t, tostring(name)))
    end
    for name in (needed[node.t] or ""):gmatch("%S+") do
        assert(node[name] ~= nil, ("%s: %s lacks %s"):format(where, node.t, name))
    end
    assert(not node.style or styles[node.style], where .. ": style " .. tostring(node.style))
    assert(not node.tint or tints[node.tint], where .. ": tint " .. tostring(node.tint))
    for _, icon in ipairs { node.icon or "info", node.icon_after or "info" } do
        assert(known_icons[icon], where .. ": icon " .. icon)
    end
    if members.value and node.id then
        assert(not seen.ids[node.id], where .. ": the id " .. node.id .. " twice")
        seen.ids[node.id] = true
    end
    if node.t == "button" then
        seen.buttons[#seen.buttons + 1] = node
        seen.primary = seen.primary + (node.style == "primary" and 1 or 0)
    elseif node.t == "entry" and node.action then
        seen.buttons[#seen.buttons + 1] = node
    elseif node.t == "pick" or node.t == "switch" then
        seen.buttons[#seen.buttons + 1] = node
    end
    seen.kinds[node.t] = true
    for i, child in ipairs(node.body or {}) do
        check_node(child, seen, ("%s.%s[%d]"):format(where, node.t, i))
    end
end

-- Raises what is wrong; gives {buttons, ids, kinds, primary, text}.
function vocabulary.check(page, where)
    for name in pairs(page) do
        assert(page_members[name], where .. ": a page has no member " .. name)
    end
    assert(page.name and page.title and columns[page.column], where .. ": name, title or column")
    assert(type(page.body) == "table" and #page.body > 0, where .. ": empty body")
    for _, tool in ipairs(page.tools) do
        assert(tools[tool], where .. ": tool " .. tool)
    end
    local seen = { buttons = {}, ids = {}, kinds = {}, primary = 0 }
    for i, node in ipairs(page.body) do
        check_node(node, seen, ("%s.body[%d]"):format(where, i))
    end
    for name, node in pairs(page.footer or {}) do
        assert(name == "back" or name == "middle" or name == "primary", where .. ": footer." .. name)
        assert(node.t == "button" or node.t == "small", where .. ": footer." .. name .. " is a " .. node.t)
        check_node(node, seen, where .. ".footer." .. name)
    end
    return seen
end

-- The button with this label, or nil.
function vocabulary.button(seen, label)
    for _, node in ipairs(seen.buttons) do
        if node.label == label then
            return node
        end
    end
end

return vocabulary
