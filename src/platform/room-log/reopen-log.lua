-- KEYS: log, seq, feed, checkpoint   ARGV: first sequence number, maxlen, body of the room.reset event, state JSON, number that was seen
-- Redis can come back without its last moments; then numbers that viewers have would be given out again. Jumps above them.
-- Output: 1 when the log was moved, 0 when its numbers are high enough already.
local known = redis.call('GET', KEYS[2])
if known and tonumber(known) >= tonumber(ARGV[5]) then return 0 end
redis.call('SET', KEYS[2], ARGV[1])
local n = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[2], ARGV[3])
redis.call('HSET', KEYS[4], 'seq', string.format('%.0f', n), 'state', ARGV[4])
return 1
