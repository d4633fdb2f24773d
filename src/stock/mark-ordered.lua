-- KEYS: ticket, pending, holds   ARGV: ticket
-- The ticket's order is durable. Output: the state before, or 'missing'.
redis.call('HDEL', KEYS[2], ARGV[1])
local ticket = redis.call('GET', KEYS[1])
if not ticket then return 'missing' end
local state = string.match(ticket, '^%a+')
if state == 'held' then
  redis.call('SET', KEYS[1], 'ordered' .. string.sub(ticket, 5))
  local until_ms = string.match(ticket, '^%a+|[^|]+|[^|]+|[^|]+|%d+|%d+|%d+|(%d+)|')
  redis.call('ZADD', KEYS[3], until_ms, ARGV[1])
end
return state
