module { id = "m", title = "M" }
local s = "x"
while true do s = s .. s end
