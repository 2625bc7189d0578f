module { id = "m", title = "M" }
say “x”
if a != 3 then end