-- The gate: one purchase, all or nothing. It is the hottest script, so what it reads are three strings in one call:
--   ticket  state|account|item|sku|quantity|version|price|until|at|pool|serials|seq|pinned|seen
--   door    selling|pinned item, there only while the gate is ready
--   offer   state|version|limit|price|pool of one SKU, with a limit of 0 for none
-- KEYS: log, seq, feed, door, ticket, offer (one room, one hash slot; the room's other keys are named by the door's prefix)
-- ARGV: maxlen, ticket, account, item, sku, quantity, price version, now ms, hold until ms, seen JSON
-- Output: {1, unit price} accepted; {2, unit price, until, state} the first answer again; or a refusal:
--   {-1} another account's ticket      {-2} same ticket, other content   {-3} gate not ready
--   {-4, selling state} not selling    {-5} no such item                 {-6} withdrawn
--   {-7, version, price} price changed {-8, left} too few units          {-9, limit, bought} limit reached
local account, item, sku, quantity = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local known = redis.call('MGET', KEYS[5], KEYS[4], KEYS[6])
local content = account .. '|' .. item .. '|' .. sku .. '|' .. quantity .. '|' .. ARGV[7] .. '|'

if known[1] then
  local state, owner, rest = string.match(known[1], '^(%a+)|([^|]+)|(.+)$')
  if owner ~= account then return { -1 } end
  if string.sub(known[1], #state + 2, #state + 1 + #content) ~= content then return { -2 } end
  local price, until_ms = string.match(rest, '^[^|]+|[^|]+|%d+|%d+|(%d+)|(%d+)|')
  return { 2, price, until_ms, state }
end

if not known[2] then return { -3 } end
local bar = string.find(known[2], '|', 1, true)
if string.sub(known[2], 1, bar - 1) ~= 'open' then return { -4, string.sub(known[2], 1, bar - 1) } end
if not known[3] then return { -5 } end
local state, version, limit, price, pool = string.match(known[3], '^(%a+)|(%d+)|(%d+)|(%d+)|(.+)$')
if state ~= 'sale' then return { -6 } end
if version ~= ARGV[7] then return { -7, version, price } end

local prefix = string.sub(KEYS[4], 1, -5)
local free, count, serials = prefix .. 'free:' .. pool, tonumber(quantity), nil
if count == 1 then
  serials = redis.call('SPOP', free)
  if not serials then return { -8, 0 } end
else
  local left = redis.call('SCARD', free)
  if left < count then return { -8, left } end
  serials = table.concat(redis.call('SPOP', free, count), ',')
end

-- Taking first and giving back is one call less for those who may buy, who are nearly all.
local bought = redis.call('HINCRBY', prefix .. 'bought:' .. item, account, count)
if limit ~= '0' and bought > tonumber(limit) then
  redis.call('HINCRBY', prefix .. 'bought:' .. item, account, -count)
  for serial in string.gmatch(serials, '%d+') do redis.call('SADD', free, serial) end
  return { -9, limit, bought - count }
end

local left = redis.call('SCARD', free)
local body = '{"kind":"stock.changed","itemId":"' .. item .. '","skuId":"' .. sku .. '","left":' .. left .. '}'
local seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body) or 0
local pinned = string.sub(known[2], bar + 1) == item and '|1|' or '|0|'
redis.call(
  'SET', KEYS[5], 'held|' .. content .. price .. '|' .. ARGV[9] .. '|' .. ARGV[8] .. '|' .. pool .. '|' .. serials
    .. '|' .. string.format('%.0f', seq) .. pinned .. ARGV[10]
)
redis.call('HSET', prefix .. 'pending', ARGV[2], ARGV[8] .. ':' .. ARGV[9])
return { 1, price }
