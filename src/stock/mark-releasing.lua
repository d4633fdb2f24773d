-- KEYS: ticket, pending, holds, lapses
-- ARGV: ticket, now ms, until ms, 1 when the hold ran out unpaid, base, longest and forget ms of the back-off
-- The ticket's outcome is decided against it: no order is made of it any more, and it stays due until it is released.
-- A hold that lasts beyond `until` is a later one, taken for late money, and not the one that was decided against.
-- A hold that ran out counts against its buyer here, because a ticket makes this step once.
-- Output: the state now, or 'missing'.
local ticket = redis.call('GET', KEYS[1])
if not ticket then return 'missing' end
local state, account, till = string.match(ticket, '^(%a+)|([^|]+)|[^|]+|[^|]+|%d+|%d+|%d+|(%d+)|')
if (state == 'held' or state == 'ordered') and tonumber(till) <= tonumber(ARGV[3]) then
  redis.call('SET', KEYS[1], 'releasing' .. string.sub(ticket, #state + 1))
  redis.call('HDEL', KEYS[2], ARGV[1])
  redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
  if ARGV[4] == '1' then
    local now, forget = tonumber(ARGV[2]), tonumber(ARGV[7])
    local strikes, closed, at = string.match(redis.call('HGET', KEYS[4], account) or '0|0|0', '^(%d+)|(%d+)|(%d+)$')
    strikes = now - tonumber(at) < forget and tonumber(strikes) + 1 or 1
    local wait = strikes > 1 and math.min(tonumber(ARGV[5]) * 2 ^ (strikes - 2), tonumber(ARGV[6])) or 0
    closed = math.max(now + wait, tonumber(closed))
    redis.call('HSET', KEYS[4], account, string.format('%d|%.0f|%.0f', strikes, closed, now))
    redis.call('PEXPIRE', KEYS[4], forget)
  end
  return 'releasing'
end
return state
