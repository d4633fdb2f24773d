-- KEYS: log, seq, feed, draw, entries, draws   ARGV: maxlen, item, number, next number, next commitment, event
-- Tells the room what came of a draw and what the next one is bound to. Output: 1 | 0 it has been told.
local number = redis.call('HGET', KEYS[4], 'number')
if number and number ~= ARGV[3] then return 0 end
redis.call('DEL', KEYS[4], KEYS[5])
redis.call('HSET', KEYS[4], 'number', ARGV[4], 'commitment', ARGV[5], 'state', 'idle')
redis.call('ZREM', KEYS[6], ARGV[2])
append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[6])
return 1
