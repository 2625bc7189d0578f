-- Speaks a timed text: narrate.lua TEXT WORKDIR OUT.wav OUT.vtt
-- A text is "length m:ss", perhaps "speed n", then lines of "m:ss.s sentence". Every sentence starts exactly at its time,
-- so captions, breath cues and pictures can be timed by hand. Needs espeak-ng and sox.

local text_path, work, out_wav, out_vtt = table.unpack(arg)
assert(out_vtt, "usage: narrate.lua TEXT WORKDIR OUT.wav OUT.vtt")

local RATE = 48000
local SPEED, PITCH, WORD_GAP = 118, 36, 3   -- words a minute (a line "speed n" changes it), 0 to 99, 10 ms
local CAPTION_STAYS = 1.2                   -- seconds a caption is left to read after the words end
local SHORTEST_CAPTION = 1.6

local function die(line, message)
  io.stderr:write(("%s:%d: %s\n"):format(text_path, line, message))
  os.exit(1)
end

local function run(format, ...)
  local command = format:format(...)
  if not os.execute(command) then error("this did not work: " .. command) end
end

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

local function seconds(clock)
  local minutes, rest = clock:match("^(%d+):(%d+%.?%d*)$")
  return minutes and tonumber(minutes) * 60 + tonumber(rest)
end

local function stamp(at)
  local ms = math.floor(at * 1000 + 0.5)
  return ("%02d:%02d:%02d.%03d"):format(ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, ms % 1000)
end

local function samples_of(path)
  local pipe = assert(io.popen("soxi -s " .. quoted(path)))
  local count = tonumber(pipe:read("a"))
  pipe:close()
  return assert(count, "no samples in " .. path)
end

local function read_text()
  local length, speed, cues, number = nil, SPEED, {}, 0
  for line in io.lines(text_path) do
    number = number + 1
    local clock, sentence = line:match("^(%d%S*)%s+(.-)%s*$")
    if line:match("^length%s") then
      length = seconds(line:match("^length%s+(%S+)")) or die(number, "the length is not m:ss")
    elseif line:match("^speed%s") then
      speed = tonumber(line:match("^speed%s+(%d+)")) or die(number, "the speed is not a number")
    elseif clock then
      local at = seconds(clock) or die(number, "the time is not m:ss.s")
      cues[#cues + 1] = { at=at, sentence=sentence, line=number }
    elseif not line:match("^%s*$") and not line:match("^#") then
      die(number, "expected 'm:ss.s sentence'")
    end
  end
  return length or die(number, "the line 'length m:ss' is missing"), speed, cues
end

local length, speed, cues = read_text()
local parts, position = {}, 0   -- position in samples
for n, cue in ipairs(cues) do
  local raw, part = ("%s/raw-%02d.wav"):format(work, n), ("%s/part-%02d.wav"):format(work, n)
  run("espeak-ng -v en-gb -s %d -p %d -g %d -w %s %s", speed, PITCH, WORD_GAP, raw, quoted(cue.sentence))
  -- Trim the silence that espeak-ng leaves at both ends, and fade the cut edges.
  run("sox -R %s -r %d -c 1 -b 16 %s silence 1 0.01 0.1%% reverse silence 1 0.01 0.1%% fade t 0.04 reverse fade t 0.01", raw, RATE, part)
  local start = math.floor(cue.at * RATE + 0.5)
  if start < position then die(cue.line, ("starts %.1f seconds before the sentence above it ends"):format((position - start) / RATE)) end
  local count = samples_of(part)
  local gap = ("%s/gap-%02d.wav"):format(work, n)
  run("sox -R -n -r %d -c 1 -b 16 %s trim 0 %ds", RATE, gap, start - position)
  if start > position then parts[#parts + 1] = gap end
  parts[#parts + 1] = part
  position = start + count
  cue.ends = position / RATE
end
local rest = math.floor(length * RATE) - position
if rest < 0 then die(cues[#cues].line, "ends after the whole length") end
run("sox -R -n -r %d -c 1 -b 16 %s/gap-end.wav trim 0 %ds", RATE, work, rest)
parts[#parts + 1] = work .. "/gap-end.wav"

-- A warm, near voice in a small room: no rumble, less buzz, light compression, a little reverb.
run("sox -R %s -c 2 -b 16 %s gain -14 highpass 90 bass +3 220 equalizer 2800 1.2q -4 treble -7 5200 lowpass 8200 " ..
    "compand 0.02,0.25 6:-70,-70,-36,-31,-14,-16 0 -90 0.05 reverb 18 60 40 100 8 -3 norm -3",
    table.concat(parts, " "), out_wav)

local vtt = assert(io.open(out_vtt, "w"))
vtt:write("WEBVTT\n")
for n, cue in ipairs(cues) do
  local next_at = cues[n + 1] and cues[n + 1].at or length
  local to = math.min(math.max(cue.ends + CAPTION_STAYS, cue.at + SHORTEST_CAPTION), next_at, length)
  vtt:write(("\n%d\n%s --> %s\n%s\n"):format(n, stamp(cue.at), stamp(to), cue.sentence))
end
vtt:close()
