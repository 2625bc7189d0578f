module { id = "m", title = "M" }
local t = { b = 2, a = 1, [3] = 3, [1.5] = 4 }
for k, v in pairs(t) do say(format("%s = %5.1f %d", k, v, v)) end
for i, v in ipairs(text.words("One, two - three!")) do say(text.upper(v) .. i) end
local list1 = shuffle { id = "s", list = { 1, 2, 3 } }
list.add(list1, pick { id = "p", from = list1 })
say(list.join(list1, "; ") .. list.count(list1) .. round(2.345, 1) .. math.max(1, 2))
say(text.trim("  x ") .. text.lower("ÄÖ") .. tostring(text.contains("abc", "B")) .. patient.name)
remember { id = "r", value = { recall("r"), answer("a", "b"), last("c"), times_done("d"), today() } }
