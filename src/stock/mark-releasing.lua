-- KEYS: ticket, pending, holds   ARGV: ticket, now ms, until ms
-- The ticket's outcome is decided against it: no order is made of it any more, and it stays due until it is released.
-- A hold that lasts beyond `until` is a later one, taken for late money, and not the one that was decided against.
-- Output: the state now, or 'missing'.
local ticket = redis.call('GET', KEYS[1])
if not ticket then return 'missing' end
local state, till = string.match(ticket, '^(%a+)|[^|]+|[^|]+|[^|]+|%d+|%d+|%d+|(%d+)|')
if (state == 'held' or state == 'ordered') and tonumber(till) <= tonumber(ARGV[3]) then
  redis.call('SET', KEYS[1], 'releasing' .. string.sub(ticket, #state + 1))
  redis.call('HDEL', KEYS[2], ARGV[1])
  redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
  return 'releasing'
end
return state
