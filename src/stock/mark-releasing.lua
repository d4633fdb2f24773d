-- KEYS: ticket, pending, holds   ARGV: ticket, now ms
-- The ticket's outcome is decided against it: no order is made of it any more, and it stays due until it is released.
-- Output: the state now, or 'missing'.
local state = redis.call('HGET', KEYS[1], 'state')
if not state then return 'missing' end
if state == 'held' or state == 'ordered' then
  state = 'releasing'
  redis.call('HSET', KEYS[1], 'state', state)
  redis.call('PERSIST', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
end
return state
