-- KEYS: ticket, pending, holds, lapses   ARGV: ticket, keep ms
-- The units are sold for good, and whoever pays has made up for holds that ran out. Output: the state before, or 'missing'.
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
local ticket = redis.call('GET', KEYS[1])
if not ticket then return 'missing' end
local state, account, quantity, pool =
  string.match(ticket, '^(%a+)|([^|]+)|[^|]+|[^|]+|(%d+)|%d+|%d+|%d+|%d+|([^|]+)|')
if state == 'held' or state == 'ordered' or state == 'releasing' then
  count_holding(string.sub(KEYS[3], 1, -6), account, pool, -1, -tonumber(quantity))
  redis.call('HDEL', KEYS[4], account)
end
redis.call('SET', KEYS[1], 'paid' .. string.sub(ticket, #state + 1), 'PX', ARGV[2])
return state
