return { hello="Good to see you.", add=function(a, b) return "Sum " .. a + b end }
