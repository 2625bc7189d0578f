module { id = "m", title = "M" }
local t = {} t.t = t
say { text = "a\0\27", x = t, [1] = "y" }