-- KEYS: log, seq, feed, mutes, said (of this message id), slow (of this author), rate (of this moment)
-- ARGV: maxlen, event body, message JSON, author id, may be muted (1/0), slow mode ms (0 = none), repeat ms, rate ms
-- Says one line once: mute and slow mode are checked, and the event appended, in one step.
-- Output: {'said', sequence number} | {'again', message JSON} | {'muted', until ms} | {'slow', wait ms} | {'closed'}
local before = redis.call('GET', KEYS[5])
if before then return { 'again', before } end

if ARGV[5] == '1' then
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  local until_ms = redis.call('HGET', KEYS[4], ARGV[4])
  if until_ms and tonumber(until_ms) > now then return { 'muted', until_ms } end
end

local slow = tonumber(ARGV[6])
if slow > 0 then
  local wait = redis.call('PTTL', KEYS[6])
  if wait > 0 then return { 'slow', wait } end
end

local seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[2])
if not seq then return { 'closed' } end
redis.call('SET', KEYS[5], ARGV[3], 'PX', ARGV[7])
if slow > 0 then redis.call('SET', KEYS[6], '1', 'PX', slow) end
redis.call('INCR', KEYS[7])
redis.call('PEXPIRE', KEYS[7], ARGV[8])
return { 'said', seq }
