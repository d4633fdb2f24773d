-- KEYS: log, seq, feed, checkpoint   ARGV: first sequence number, maxlen, body of the room.reset event, state JSON
-- Opens a room's log once. The first number is the time in milliseconds, so a log rebuilt after Redis lost it
-- continues above every number given out before. Output: 1 when it was opened now, 0 when it was open already.
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SET', KEYS[2], ARGV[1])
local n = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[2], ARGV[3])
redis.call('HSET', KEYS[4], 'seq', string.format('%.0f', n), 'state', ARGV[4])
return 1
