-- KEYS: log, seq, feed, door, ticket   ARGV: maxlen, ticket, keep ms
-- Gives a releasing ticket's serials back, once. Nothing is given back while the gate is being built: the builder has
-- counted these serials as the ticket's own.
-- Output: 'released' | 'again' (by a run before this one) | 'closed' (the pool has left the shelf) | 'warming' | 'missing'
--   | the state when it is not releasing
if redis.call('EXISTS', KEYS[4]) == 0 then return 'warming' end
local ticket = redis.call('GET', KEYS[5])
if not ticket then return 'missing' end
local state = string.match(ticket, '^%a+')
if state ~= 'releasing' and state ~= 'released' then return state end

local prefix = string.sub(KEYS[4], 1, -5)
local account, item, sku, quantity, pool, serials =
  string.match(ticket, '^%a+|([^|]+)|([^|]+)|([^|]+)|(%d+)|%d+|%d+|%d+|%d+|([^|]+)|([^|]*)|')
local offer = redis.call('GET', prefix .. 'offer:' .. item .. ':' .. sku)
local offered = offer and string.match(offer, '[^|]+$') == pool
if state == 'released' then return offered and 'again' or 'closed' end

if offered then
  local free = prefix .. 'free:' .. pool
  for serial in string.gmatch(serials, '%d+') do redis.call('SADD', free, serial) end
  local left = redis.call('SCARD', free)
  local body = '{"kind":"stock.changed","itemId":"' .. item .. '","skuId":"' .. sku .. '","left":' .. left .. '}'
  append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body)
end
local bought = prefix .. 'bought:' .. item
if redis.call('HINCRBY', bought, account, -tonumber(quantity)) <= 0 then redis.call('HDEL', bought, account) end
count_holding(prefix, account, pool, -1, -tonumber(quantity))
redis.call('SET', KEYS[5], 'released' .. string.sub(ticket, #state + 1), 'PX', ARGV[3])
redis.call('HDEL', prefix .. 'pending', ARGV[2])
redis.call('ZREM', prefix .. 'holds', ARGV[2])
return offered and 'released' or 'closed'
