-- expect: trouble
say "No module at all."
