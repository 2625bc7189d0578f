module {
  id="pacing-walk", version="1.0.0",
  title="A walk at your pace",
  summary="A little walking on most days, by plan and not by pain.",
  minutes=10, kind="exercise", api=1, language="en",
  resume_within="1 day",
  sources={
    "National Institute for Health and Care Excellence. Chronic pain in over 16s. NICE guideline NG193, 2021",
    "Fordyce WE. Behavioral Methods for Chronic Pain and Illness. St Louis: Mosby, 1976",
    "Antcliff D, Keeley P, Campbell M, et al. Activity pacing: moving beyond taking breaks and slowing down. Qual Life Res 2018;27(7):1933-1935",
    "O'Connor SR, Tully MA, Ryan B, et al. Walking exercise for chronic musculoskeletal pain: systematic review and meta-analysis. Arch Phys Med Rehabil 2015;96(4):724-734",
  },
}

if times_done("pacing-walk") == 0 then
  say {
    title="Why a plan helps",
    text=[[
On a good day it is easy to do too much. The next days are then often bad ones.
Over time, the good days get fewer.

A plan breaks this circle. You walk a set time, a little below what you can manage.
You stop when the time is up, on good days too. You rest as planned.
When it goes well, the time grows by small steps.

The first three walks find out where you begin.]],
  }
end

local today_is = ask.choice {
  id="safety",
  text="Is one of these true for you today? If more than one fits, choose the first.",
  options={
    { "chest", "Chest pain, or trouble breathing at rest" },
    { "new_signs", "New numbness or weakness in my legs, or new trouble with bladder or bowel" },
    { "injury", "A fall, an operation or a new injury in the last days" },
    { "unwell", "I feel dizzy, faint, feverish or very unwell" },
    { "advised", "I was told not to walk without help" },
    { "none", "None of these" },
  },
}

if today_is == "chest" or today_is == "new_signs" then
  tell_therapist {
    id="red_flag", level="urgent",
    text="Answered the safety check before a paced walk: {safety}. The walk was not started.",
  }
  finish {
    outcome="not_today",
    text="Please do not walk for exercise now. This needs a doctor today. If it came on suddenly or is strong, call your emergency number. Help now, at the top right, has numbers to call. Do not wait for a message here.",
  }
elseif today_is ~= "none" then
  finish {
    outcome="not_today",
    text="Today is a day to leave this out. That is a good choice. Talk to your care team before your next walk.",
    tell_therapist="Did not start a paced walk because of the safety check: {safety}.",
  }
end

local flare = ask.yes { id="flare", text="Has your pain flared up since your last walk?" }

local walk = pace {
  id="walk", unit="minutes", to=40, flare=flare,
  title="Your walk",
  text=[[
Walk on level ground, at a pace at which you can still talk. Wear firm shoes.
Look at the time when you set out. Turn back when half of it is over.
Stop when the time is up, also when you could do more.]],
  rest="5 minutes, sitting or lying",
}

record { id="walked", value=walk.did, unit="minutes" }
record { id="walk_before", value=walk.pain_before }
record { id="walk_after", value=walk.pain_after }

local rise = walk.pain_after - walk.pain_before
if rise >= 2 or (walk.pain_after >= 7 and rise > 0) then
  rest { id="settle", seconds=120, text="Sit or lie down. Let your breath slow down. Let your shoulders drop." }
  finish {
    text="Your pain is up after this walk. More pain after a walk is rarely a sign of harm, and it often settles in a day or two. Your next walk will be a little shorter. If something new stays, or you feel very unwell, use Help now.",
    tell_therapist="Pain rose from {walk_before} to {walk_after} of 10 with a paced walk. The plan steps back.",
  }
end

rest { id="rest", seconds=300, text="Time to rest, as planned. Sit or lie down." }

if times_done("pacing-walk") >= 3 then
  chart { of="walk", title="Your walks and the plan" }
end

finish {
  text="That was your walk for today: {walk}. Resting afterwards is part of it. The next one is best on another day.",
}
