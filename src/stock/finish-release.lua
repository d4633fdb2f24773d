-- KEYS: log, seq, feed, gate, ticket   ARGV: maxlen, ticket, keep ms
-- Gives a releasing ticket's serials back, once. Nothing is given back while the gate is being built: the builder has
-- counted these serials as the ticket's own.
-- Output: 'released' | 'closed' (the pool has left the shelf) | 'warming' | 'missing' | the state when it is not releasing
if redis.call('HEXISTS', KEYS[4], 'ready') == 0 then return 'warming' end
local ticket = redis.call('HMGET', KEYS[5], 'state', 'account', 'print', 'pool', 'serials')
if not ticket[1] then return 'missing' end
local releasing = ticket[1] == 'releasing'
if not releasing and ticket[1] ~= 'released' then return ticket[1] end

local prefix = string.sub(KEYS[4], 1, -5)
local item, sku, quantity = string.match(ticket[3], '^(.-)|(.-)|(%d+)|')
local offer = redis.call('HGET', prefix .. 'item:' .. item, 'sku:' .. sku)
local offered = offer and string.sub(offer, string.find(offer, ':', 1, true) + 1) == ticket[4]
local outcome = offered and 'released' or 'closed'
if not releasing then return outcome end

if offered then
  local free = prefix .. 'free:' .. ticket[4]
  for serial in string.gmatch(ticket[5], '%d+') do redis.call('SADD', free, serial) end
  local left = redis.call('SCARD', free)
  local body = '{"kind":"stock.changed","itemId":"' .. item .. '","skuId":"' .. sku .. '","left":' .. left .. '}'
  append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body)
end
local bought = prefix .. 'bought:' .. item
if redis.call('HINCRBY', bought, ticket[2], -tonumber(quantity)) <= 0 then redis.call('HDEL', bought, ticket[2]) end
redis.call('HSET', KEYS[5], 'state', 'released')
redis.call('PEXPIRE', KEYS[5], ARGV[3])
redis.call('ZREM', prefix .. 'pending', ARGV[2])
redis.call('ZREM', prefix .. 'holds', ARGV[2])
return outcome
