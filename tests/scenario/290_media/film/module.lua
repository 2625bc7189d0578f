module { id="film", version="1.0.0", title="Film", summary="For a test.", minutes=2, kind="exercise", api=1, language="en" }
local a = listen { id="a", audio="gone.ogg", captions="said.vtt", minutes=1 }
local b = watch { id="b", video="cut.mp4", text="Read this instead." }
say(format("%s %s", tostring(a.finished), tostring(b.finished)))
