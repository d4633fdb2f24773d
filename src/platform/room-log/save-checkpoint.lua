-- KEYS: checkpoint   ARGV: seq, state JSON
-- Keeps the newest reduced state, from which a node starts reading instead of from the first event.
local known = redis.call('HGET', KEYS[1], 'seq')
if known and tonumber(known) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'seq', ARGV[1], 'state', ARGV[2])
return 1
