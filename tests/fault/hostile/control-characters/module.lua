-- expect: any
module { id="control-characters", version="1.0.0", title="Hostile", summary="For a test.", minutes=1, kind="education", api=1, language="en" }
say "Bell \a, escape \27[31m, right to left \u{202E}abc, zero width \u{200B}\u{FEFF}."
