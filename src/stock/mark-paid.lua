-- KEYS: ticket, pending, holds   ARGV: ticket, keep ms
-- The units are sold for good. Output: the state before, or 'missing'.
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
local ticket = redis.call('GET', KEYS[1])
if not ticket then return 'missing' end
local state = string.match(ticket, '^%a+')
redis.call('SET', KEYS[1], 'paid' .. string.sub(ticket, #state + 1), 'PX', ARGV[2])
return state
