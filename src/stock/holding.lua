-- Put in front of the scripts that begin and end holds. `holding` counts what buyers hold and have not paid, as one text
-- per account: holds|units|<pool>=units|<pool>=units|  The field goes with the account's last hold.

-- Output: holds, units, the text of the other pools, units of this pool.
local function read_holding(text, pool)
  if not text then return 0, 0, '', 0 end
  local holds, units, pools = string.match(text, '^(%d+)|(%d+)|(.*)$')
  local from, to = string.find(pools, pool .. '=', 1, true)
  if not from then return tonumber(holds), tonumber(units), pools, 0 end
  local own, ending = string.match(pools, '^(%d+)|()', to + 1)
  return tonumber(holds), tonumber(units), string.sub(pools, 1, from - 1) .. string.sub(pools, ending), tonumber(own)
end

local function write_holding(holds, units, others, pool, own)
  if own <= 0 then return holds .. '|' .. units .. '|' .. others end
  return holds .. '|' .. units .. '|' .. others .. pool .. '=' .. own .. '|'
end

local function count_holding(prefix, account, pool, holds, units)
  local key = prefix .. 'holding'
  local open, sum, others, own = read_holding(redis.call('HGET', key, account), pool)
  open, sum, own = open + holds, math.max(sum + units, 0), own + units
  if open > 0 then redis.call('HSET', key, account, write_holding(open, sum, others, pool, own)) else redis.call('HDEL', key, account) end
end
