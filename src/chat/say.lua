-- KEYS: log, seq, feed, restraints, said (of this message id), slow (of this author), rate (of this moment), held, own (of this author),
--       waiting (ids of this author)
-- ARGV: maxlen, event body, message JSON, author id, may be restrained (1/0), slow mode ms (0 = none), repeat ms, rate ms,
--       message id, held for review (1/0), most lines held, most own lines kept
-- Says one line once: ban, mute and slow mode are checked, and the event appended, in one step. A shadowed talker's line is
-- kept for him alone, a line held for review waits for a moderator; both leave no trace in the log.
-- Output: {'said', sequence number} | {'again', message JSON, waiting 1/0} | {'muted', until ms} | {'banned', scope}
--       | {'slow', wait ms} | {'shadowed'} | {'held'} | {'full'} | {'closed'}
local before = redis.call('GET', KEYS[5])
if before then return { 'again', before, redis.call('HEXISTS', KEYS[8], ARGV[9]) } end

local shadowed = false
if ARGV[5] == '1' then
  local found = redis.call('HMGET', KEYS[4], ARGV[4], 'ban:show:' .. ARGV[4], 'ban:channel:' .. ARGV[4], 'shadow:' .. ARGV[4])
  if found[3] then return { 'banned', 'channel' } end
  if found[2] then return { 'banned', 'show' } end
  if found[1] then
    local time = redis.call('TIME')
    local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
    if tonumber(found[1]) > now then return { 'muted', found[1] } end
  end
  shadowed = found[4]
end

local slow = tonumber(ARGV[6])
if slow > 0 then
  local wait = redis.call('PTTL', KEYS[6])
  if wait > 0 then return { 'slow', wait } end
end

local outcome, seq = 'said', nil
if shadowed or ARGV[10] == '1' then
  if redis.call('EXISTS', KEYS[2]) == 0 then return { 'closed' } end
  -- A shadowed talker hears of a full queue as everybody does.
  if ARGV[10] == '1' and redis.call('HLEN', KEYS[8]) >= tonumber(ARGV[11]) then return { 'full' } end
  if shadowed then
    outcome = 'shadowed'
    redis.call('RPUSH', KEYS[9], ARGV[3])
    redis.call('LTRIM', KEYS[9], -tonumber(ARGV[12]), -1)
    redis.call('PEXPIRE', KEYS[9], 86400000)
  else
    outcome = 'held'
    redis.call('HSET', KEYS[8], ARGV[9], ARGV[3])
    redis.call('RPUSH', KEYS[10], ARGV[9])
    redis.call('LTRIM', KEYS[10], -tonumber(ARGV[11]), -1)
    redis.call('PEXPIRE', KEYS[10], 86400000)
  end
else
  seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[2])
  if not seq then return { 'closed' } end
  redis.call('INCR', KEYS[7])
  redis.call('PEXPIRE', KEYS[7], ARGV[8])
end
redis.call('SET', KEYS[5], ARGV[3], 'PX', ARGV[7])
if slow > 0 then redis.call('SET', KEYS[6], '1', 'PX', slow) end
return { outcome, seq or 0 }
