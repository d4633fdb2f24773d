-- KEYS: ticket, pending, holds   ARGV: ticket, keep ms
-- The units are sold for good. Output: the state before, or 'missing'.
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
local state = redis.call('HGET', KEYS[1], 'state')
if not state then return 'missing' end
redis.call('HSET', KEYS[1], 'state', 'paid')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return state
