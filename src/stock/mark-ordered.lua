-- KEYS: pending, holds, ticket...   ARGV: ticket id...
-- The tickets' orders are durable. Output: each one's state before, or 'missing'.
redis.call('HDEL', KEYS[1], unpack(ARGV))
local before = {}
for index, id in ipairs(ARGV) do
  local key = KEYS[index + 2]
  local ticket = redis.call('GET', key)
  local state = ticket and string.match(ticket, '^%a+') or 'missing'
  if state == 'held' then
    redis.call('SET', key, 'ordered' .. string.sub(ticket, 5))
    local until_ms = string.match(ticket, '^%a+|[^|]+|[^|]+|[^|]+|%d+|%d+|%d+|(%d+)|')
    redis.call('ZADD', KEYS[2], until_ms, id)
  end
  before[index] = state
end
return before
