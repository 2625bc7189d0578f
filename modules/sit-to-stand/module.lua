module {
  id="sit-to-stand", version="1.0.0",
  title="Sit to stand",
  summary="Stronger legs for every day, at your own pace.",
  minutes=10, kind="exercise", api=1, language="en",
  resume_within="1 day",
  sources={
    "Geneen LJ, Moore RA, Clarke C, et al. Physical activity and exercise for chronic pain in adults. Cochrane Database Syst Rev 2017;4:CD011279",
    "National Institute for Health and Care Excellence. Chronic pain in over 16s. NICE guideline NG193, 2021",
    "Smith BE, Hendrick P, Smith TO, et al. Should exercises be painful in the management of chronic musculoskeletal pain? Br J Sports Med 2017;51(23):1679-1687",
  },
}

local sets = 3
local rise = 2     -- stop when pain has gone up by this much
local high = 7     -- or has reached this

say {
  title="Strong legs, calm pace",
  text=[[
You stand up from a chair, and sit down again. You do this up to 8 times, then rest.
There are 3 short sets.

You need a firm chair that does not slide. Put it against a wall.
Wear shoes, or have bare feet. Socks can slip.

Your body sets the pace. You can stop at any time, and what you did counts.]],
}

-- Safety first.
local today_is = ask.choice {
  id="safety",
  text="Is one of these true for you today? If more than one fits, choose the first.",
  options={
    { "chest", "Chest pain, or trouble breathing at rest" },
    { "new_signs", "New numbness or weakness in my legs, or new trouble with bladder or bowel" },
    { "injury", "A fall, an operation or a new injury in the last days" },
    { "dizzy", "I feel dizzy, faint, feverish or very unwell" },
    { "advised", "I was told not to stand up without help" },
    { "none", "None of these" },
  },
}

if today_is == "chest" or today_is == "new_signs" then
  tell_therapist {
    id="red_flag", level="urgent",
    text="Answered the safety check before sit to stand: {safety}. The exercise was not started.",
  }
  finish {
    outcome="not_today",
    text="Please do not exercise now. This needs a doctor today. If it came on suddenly or is strong, call your emergency number. Help now, at the top right, has numbers to call. Do not wait for a message here.",
    tell_therapist="Did not start sit to stand because of the safety check: {safety}.",
  }
elseif today_is ~= "none" then
  finish {
    outcome="not_today",
    text="Today is a day to leave this out. That is a good choice. Talk to your care team before you try this exercise. A breathing space is still open to you.",
    tell_therapist="Did not start sit to stand because of the safety check: {safety}.",
  }
end

local before = ask.scale {
  id="pain_before", better="lower",
  text="How strong is your pain right now?",
  low="No pain", high="Worst pain you can imagine",
}

if before >= high then
  say {
    title="Your pain is high now",
    text=[[
Rest may help more than exercise at this moment.
You can come back to this later today, or on another day.]],
  }
  offer { module="breathing-space", text="Would you like a quiet breathing space instead?" }
  finish {
    outcome="not_today",
    text="You checked in with your body, and you listened to it. The exercise will wait for you.",
    tell_therapist="Pain was {pain_before} of 10 before sit to stand. The exercise was not started.",
  }
end

if times_done("sit-to-stand") > 0 then
  say { title="You know this one", text="You can watch how it goes again, or skip ahead to the first set." }
end

watch {
  id="demo", video="demo.mp4", captions="demo.vtt", skippable=true,
  text=[[
1. Sit near the front of the chair. Put your feet flat on the floor, as wide as your hips.
2. Bring your feet back a little, under your knees.
3. Lean forward until your nose is over your knees.
4. Push through your feet and stand up slowly. Breathe out as you rise.
5. Stand tall for a moment.
6. Reach back with your hips, and sit down slowly.]],
}

local way = ask.choice {
  id="way",
  text="Which way suits you today?",
  options={
    { "full", "Without hands" },
    { "easier", "Easier: a higher seat, and hands on the armrests" },
  },
}
local easier = way == "easier"

-- One set, in the way the patient chose. Once it was made easier it stays easier.
local function one_set()
  if easier then
    return watch {
      id="set_easier", video="easier.mp4", captions="easier.vtt", reps=8,
      text=[[
Put a firm cushion on the chair, so the seat is higher.
Place your hands on the armrests, or on your legs.
Lean forward, press with your hands, and stand up slowly. Sit down slowly.
Do as many as feel all right. Fewer than 8 is fine.]],
    }
  end
  local done = watch {
    id="set", video="set.mp4", captions="set.vtt", reps=8,
    text=[[
Lean forward, and stand up slowly. Sit down slowly.
Keep breathing. Use your hands if you like.
Do as many as feel all right. Fewer than 8 is fine.]],
    easier={
      video="easier.mp4", captions="easier.vtt",
      text=[[
Put a firm cushion on the chair, so the seat is higher.
Press with your hands on the armrests, or on your legs.
Do as many as feel all right.]],
    },
  }
  easier = done.easier == true
  return done
end

local rest_words = {
  "That was set 1 of 3. Sit back and let your legs be loose. The next set starts when you are ready.",
  "That was set 2 of 3. Sit back and breathe. One more set, if your body agrees.",
}

local sets_done, highest = 0, before
for n = 1, sets do
  local set = one_set()

  if set.stopped and set.reason ~= nil then
    record { id="sets_done", value=sets_done }
    rest { id="settle", seconds=60, text="Sit back and rest. Let your breath slow down. Let your shoulders drop." }
    finish {
      outcome="stopped_pain",
      text="You noticed, and you stopped. That is how you keep exercise safe. If you have chest pain or feel faint, or something new stays, get help now. If not, rest and move gently today. Next time, begin with the easier way and fewer repeats.",
      tell_therapist="Stopped sit to stand during a set because it was too painful or something got worse. Pain before was {pain_before} of 10.",
    }
  end

  local during = ask.scale {
    id="pain_during", same_as="pain_before",
    text="How strong is your pain now, after this set?",
  }
  highest = math.max(highest, during)

  if during >= before + rise or during >= high then
    record { id="sets_done", value=sets_done }
    rest { id="settle_after", seconds=60, text="Sit back and rest. Let your breath slow down. Let your shoulders drop." }
    finish {
      outcome="stopped_pain",
      text="Your pain went up, so this is a good place to stop. What you did counts. More pain after exercise is rarely a sign of harm. It often settles in a day or two. Next time, begin with the easier way and fewer repeats.",
      tell_therapist="Stopped sit to stand by the pain rule. Pain was {pain_before} of 10 before and {pain_during} of 10 after a set.",
    }
  end

  if set.finished then sets_done = sets_done + 1 end

  if n < sets then
    if not set.finished then
      local another = ask.yes { id="another", text="You ended that set early, and that is fine. Would you like to try another set?" }
      if not another then break end
    end
    rest { id="between", seconds=60, text=rest_words[n] }
  end
end

local after = ask.scale {
  id="pain_after", same_as="pain_before",
  text="How strong is your pain now, at the end?",
}

record { id="sets_done", value=sets_done }
record { id="pain_change", value=after - before }
record { id="pain_highest", value=highest }

if sets_done == 0 then
  finish {
    text="You tried it, and you listened to your body. A few repeats are a real start. You can try the easier way next time.",
  }
elseif after >= before + rise then
  finish {
    text="You did {sets_done} of 3 sets. Your pain is up at the end. Rest now, and move gently today. Next time, try the easier way and fewer repeats.",
    tell_therapist="Pain after sit to stand was {pain_after} of 10. Before it was {pain_before}.",
  }
elseif easier then
  finish {
    text="You did {sets_done} of 3 sets the easier way. Easier is still exercise, and your legs did the work. Sore muscles for a day or two are common.",
  }
else
  finish {
    text="You did {sets_done} of 3 sets. Every chair you rise from this week is practice too. Sore muscles for a day or two are common.",
  }
end
