-- KEYS: pending, holds, ticket...   ARGV: per ticket its id and the serials of its order, or '*' for whatever it has
-- The tickets' orders are durable. One that is held with other serials than its order's stays as it is: Redis had lost it,
-- and it was placed again. Output: each one's state before, or 'missing', or 'other'.
local before = {}
for i = 3, #KEYS do
  local at = (i - 3) * 2 + 1
  local id, serials = ARGV[at], ARGV[at + 1]
  local ticket = redis.call('GET', KEYS[i])
  local state, till, own = 'missing', nil, nil
  if ticket then
    state, till, own = string.match(ticket, '^(%a+)|[^|]+|[^|]+|[^|]+|%d+|%d+|%d+|(%d+)|%d+|[^|]+|([^|]*)|')
  end
  if state == 'held' and serials ~= '*' and serials ~= own then
    state = 'other'
  else
    redis.call('HDEL', KEYS[1], id)
    if state == 'held' then
      redis.call('SET', KEYS[i], 'ordered' .. string.sub(ticket, 5))
      redis.call('ZADD', KEYS[2], till, id)
    end
  end
  before[i - 2] = state
end
return before
