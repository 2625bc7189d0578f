-- Small helpers of the Lua tests: expectations that name what they saw, and object() as the host provides it.
local t = { checks = 0 }

-- The host's mark for an empty JSON object; a plain table will do here.
function _G.object(value) -- luacheck: ignore
    return value
end

local function show(value)
    if type(value) == "string" then
        return ("%q"):format(value)
    elseif type(value) ~= "table" then
        return tostring(value)
    end
    local parts = {}
    for name, member in pairs(value) do
        parts[#parts + 1] = tostring(name) .. "=" .. show(member)
    end
    table.sort(parts)
    return "{" .. table.concat(parts, ", ") .. "}"
end
t.show = show

function t.same(a, b)
    if type(a) ~= "table" or type(b) ~= "table" then
        return a == b
    end
    for name in pairs(a) do
        if not t.same(a[name], b[name]) then
            return false
        end
    end
    for name in pairs(b) do
        if a[name] == nil then
            return false
        end
    end
    return true
end

function t.ok(condition, what)
    t.checks = t.checks + 1
    if not condition then
        error(what or "not so", 2)
    end
end

function t.equal(seen, wanted, what)
    t.checks = t.checks + 1
    if not t.same(seen, wanted) then
        error(("%s: saw %s, wanted %s"):format(what or "value", show(seen), show(wanted)), 2)
    end
end

-- f raises an error table whose message contains every one of the texts.
function t.blames(f, ...)
    local fine, err = pcall(f)
    t.checks = t.checks + 1
    if fine or type(err) ~= "table" then
        error(("no blame, but %s"):format(show(err)), 2)
    end
    for _, text in ipairs { ... } do
        if not err.message:find(text, 1, true) then
            error(("message %q does not say %q"):format(err.message, text), 2)
        end
    end
    return err
end

function t.done(name)
    print(("%s: %d checks"):format(name, t.checks))
end

return t
