-- Put in front of the scripts that begin and end holds. `holding` counts what buyers hold and have not paid:
-- <account> = holds|units, <account>:<pool> = units. It falls to nothing when the last hold ends.
local function count_holding(prefix, account, pool, holds, units)
  local key, of_pool = prefix .. 'holding', account .. ':' .. pool
  local known = redis.call('HMGET', key, account, of_pool)
  local count, sum = string.match(known[1] or '0|0', '^(%d+)|(%d+)$')
  count, sum = tonumber(count) + holds, tonumber(sum) + units
  if count > 0 then redis.call('HSET', key, account, count .. '|' .. math.max(sum, 0)) else redis.call('HDEL', key, account) end
  if redis.call('HINCRBY', key, of_pool, units) <= 0 then redis.call('HDEL', key, of_pool) end
end
