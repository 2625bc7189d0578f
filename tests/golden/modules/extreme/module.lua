-- What no author should write and some will: nothing may be cut off, overlap or run out of sight.
module { id="extreme", version="1.0.0", title="A module whose title goes on and on, over a second line and well into a third, because somebody could not stop in time",
  summary="A summary that is also far longer than it has any need to be, so that it wraps on every screen there is, even on a very wide one.", minutes=120,
  kind="education", api=1, language="en" }
say { title="A title that needs three whole lines, because what it has to say is long, and nobody wanted to shorten any of it, not even a little",
  text="Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft and a word without any end: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa." }
ask.choice { id="twelve", text="Which of these twelve?", other="Something that is not among them, however long the list has become",
  options={ {1,"One"}, {2,"Two, and this one is so long that it needs a second line on most screens, and a third one where the letters are large"}, {3,"Three"}, {4,"Four"},
    {5,"Rechtsschutzversicherungsgesellschaftenangestelltenverzeichniseintrag"}, {6,"Six"}, {7,"Seven"}, {8,"Eight"}, {9,"Nine"}, {10,"Ten"}, {11,"Eleven"}, {12,"Twelve"} } }
ask.scale { id="ends", text="A scale with long words at its ends", low="No pain at all, and nothing else that troubles me in any way today",
  high="The worst pain that I could possibly imagine, and then quite a bit more than that" }
ask.text { id="long", text="Write as much as you like.", lines=6, starters={ "A starter that is a whole sentence in itself, and then another half", "Short", "Middle sized" } }
review { "twelve", "ends", "long", title="What you wrote, which is a lot" }
ask.number { id="n", text="A number with a long unit", from=0, to=100000, unit="kilowatt hours per fortnight" }
ask.many { id="none", text="You may choose none.", options={ {"a","A"}, {"b","B"} }, optional=true }
listen { id="l", title="A listen step without any sound, whose title is much too long for one line of any screen", minutes=1, captions=nil, audio="none.ogg" }
finish { text="A very small victory, told in rather many words, so that it wraps: you read all of this to the end, and you were not scolded once." }
