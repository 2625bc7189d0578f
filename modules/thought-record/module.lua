module {
  id="thought-record", version="1.0.0",
  title="A kinder thought",
  summary="Look at one hard thought about pain, and find a fairer one.",
  minutes=10, kind="cbt", api=1, language="en",
  resume_within="7 days",
  sources={
    "Greenberger D, Padesky CA. Mind Over Mood. 2nd ed. Guilford 2016 (thought record)",
    "Thorn BE. Cognitive Therapy for Chronic Pain. 2nd ed. Guilford 2017",
    "Williams ACdeC, Fisher E, Hearn L, Eccleston C. Psychological therapies for the management of chronic pain (excluding headache) in adults. Cochrane Database Syst Rev 2020;8:CD007407",
    "Sullivan MJL, Bishop SR, Pivik J. The Pain Catastrophizing Scale. Psychol Assess 1995;7(4):524-532",
  },
}

local how_strong = {
  sad="How strong was the sadness?",
  worried="How strong was the worry?",
  angry="How strong was the anger?",
  frustrated="How strong was the frustration?",
  guilty="How strong was the guilt?",
  ashamed="How strong was the shame?",
  hopeless="How strong was the hopelessness?",
  lonely="How strong was the loneliness?",
}

local how_strong_now = {
  sad="How strong is the sadness now?",
  worried="How strong is the worry now?",
  angry="How strong is the anger now?",
  frustrated="How strong is the frustration now?",
  guilty="How strong is the guilt now?",
  ashamed="How strong is the shame now?",
  hopeless="How strong is the hopelessness now?",
  lonely="How strong is the loneliness now?",
}

local questions = {
  catastrophe="What is the worst, the best, and the most likely thing that can happen? How did it go the last times?",
  all_or_nothing="What lies between all and nothing? What part can you do today?",
  fortune="How often did a forecast like this come true? What else could happen?",
  should="Where does this rule come from? What would you ask of a friend with the same pain?",
  blame="What else played a part? Would you blame a friend for this?",
  filter="What went all right, even in a small way?",
  mind_reading="Did they say it, or did you guess it? What else might they think?",
  feeling_fact="You feel it strongly. What do the facts say?",
}

say {
  title="Thoughts and pain",
  text=[[
Pain brings thoughts. Some come fast and feel like facts.
A hard thought can turn the alarm of pain up. A fair thought can turn it down a little.

You will take one thought and look at it step by step. It takes about 10 minutes.

What you write is yours. It stays private until you choose to share it.
Your ratings go to your care team.]],
}

ask.text {
  id="situation", lines=3,
  text="Think of a moment when pain felt hard, or brought you down. What was happening?",
  example="Tuesday morning. I wanted to carry the shopping upstairs, and my back began to hurt.",
  starters={ "I was", "I wanted to", "I could not" },
}

ask.text {
  id="thought", lines=3, context={ "situation" },
  text="What went through your mind? Write the thought as it came, in your own words.",
  example="It will only get worse. I will never do normal things again.",
  starters={ "I thought", "I will never", "What if" },
}

local belief = ask.scale {
  id="belief", better="lower", context={ "thought" }, from=0, to=100, step=10,
  text="How much did you believe this thought in that moment, in percent?",
  low="Not at all", high="Completely",
}

local feelings = ask.many {
  id="feelings", context={ "thought" }, at_most=3,
  text="What did you feel? Choose up to 3.",
  options={
    { "sad", "Sad" },
    { "worried", "Worried or afraid" },
    { "angry", "Angry" },
    { "frustrated", "Frustrated" },
    { "guilty", "Guilty" },
    { "ashamed", "Ashamed" },
    { "hopeless", "Hopeless" },
    { "lonely", "Lonely" },
  },
  other="Another feeling",
}

local strength_before = 0
for _, feeling in ipairs(feelings) do
  local strength = ask.scale {
    id="strength", better="lower", from=0, to=100, step=10,
    text=how_strong[feeling] or "How strong was that other feeling?",
    low="Not there", high="As strong as it can be",
  }
  strength_before = strength_before + strength
end

say {
  title="Well-worn paths",
  text=[[
Every mind takes short cuts, most of all when it hurts.
These are old habits of thought. They are not faults. Naming one makes room for others.]],
}

local patterns = ask.many {
  id="patterns", context={ "thought" }, at_most=3, optional=true,
  text="Does your thought take one of these paths? Choose up to 3, or skip.",
  options={
    { "catastrophe", "Expecting the worst: the pain will never end, I cannot bear it" },
    { "all_or_nothing", "All or nothing: if I cannot do it all, it is worth nothing" },
    { "fortune", "Seeing the future: I know this will go badly" },
    { "should", "Hard rules: I should be able to do this" },
    { "blame", "Blaming myself: it is my own fault" },
    { "filter", "Seeing only what hurts: nothing went well" },
    { "mind_reading", "Reading minds: they think I am making it up" },
    { "feeling_fact", "Feelings as facts: it hurts, so I am damaging my body" },
  },
}

ask.text {
  id="evidence_for", lines=3, context={ "thought" },
  text="What speaks for this thought? Write facts that someone else could see too.",
  example="I had to put the bags down. My back hurt for an hour.",
  starters={ "It is true that", "I saw that" },
}

if patterns ~= nil and #patterns > 0 then
  local helpers = {}
  for _, pattern in ipairs(patterns) do
    list.add(helpers, "- " .. questions[pattern])
  end
  say {
    title="Questions that may help", context={ "thought" },
    text=list.join(helpers, "\n"),
  }
end

ask.text {
  id="evidence_against", lines=3, context={ "thought" },
  text="What does not fit this thought? Look for small things too.",
  example="Last week I carried two light bags. The pain went down after I rested.",
  starters={ "One time it went differently was", "A good friend would say", "I have learned that" },
}

local balanced = ask.text {
  id="balanced", lines=3, context={ "thought", "evidence_for", "evidence_against" },
  text="Now put both sides together. What is a fairer way to see it?",
  example="My back hurts when I carry a lot at once. With light bags and a rest I can do it.",
  starters={ "Even though", "It hurts, and", "What I can do is" },
}

local belief_after = ask.scale {
  id="belief_after", same_as="belief", context={ "thought", "balanced" },
  text="Read the first thought again. How much do you believe it now, in percent?",
}

local strength_after, hopeless_now = 0, 0
for _, feeling in ipairs(feelings) do
  local strength = ask.scale {
    id="strength_after", same_as="strength", context={ "balanced" },
    text=how_strong_now[feeling] or "How strong is that other feeling now?",
  }
  strength_after = strength_after + strength
  if feeling == "hopeless" then hopeless_now = strength end
end

if hopeless_now >= 80 then
  say {
    title="This is a lot to carry",
    text=[[
Hopelessness can be heavy when pain goes on for long. You do not have to carry it alone.
Help now, at the top right, has people you can call at any hour.]],
  }
  local share = ask.yes { id="share_hopeless", text="May your care team see a note that hopelessness is strong right now?" }
  if share then
    tell_therapist {
      id="hopeless", level="attention",
      text="Hopelessness was still strong at the end of a thought record, and the patient agreed to this note.",
    }
  end
end

ask.text {
  id="next_step", lines=2, optional=true, context={ "balanced" },
  text="If the fairer thought is true, what is one small thing you could do? You can skip this.",
  example="Carry half the shopping, and sit down for 5 minutes after it.",
  starters={ "Today I can", "Next time I will" },
}

review { "situation", "thought", "evidence_for", "evidence_against", "balanced", "next_step", title="Your thought, step by step" }

local belief_change = belief - belief_after
record { id="belief_change", value=belief_change, unit="%" }
if #feelings > 0 then
  record { id="relief", value=round((strength_before - strength_after) / #feelings), unit="%" }
end
remember { id="balanced_thought", value=balanced }

if belief_change > 0 then
  finish {
    text="You took a thought that felt like a fact, and you looked at it from two sides. You believe it less than before. The fairer thought is kept in your notes.",
  }
elseif belief_change == 0 then
  finish {
    text="You looked closely at a hard thought. It still feels as true as before, and you now know more about it. Thoughts like this often loosen after a few rounds.",
  }
else
  finish {
    text="The thought feels stronger now. That can happen when you look at it closely. You stayed with it and put it into words. Do something kind next. You can talk about it at your next visit.",
  }
end
