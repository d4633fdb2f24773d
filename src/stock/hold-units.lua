-- The gate: one purchase, all or nothing.
-- KEYS: log, seq, feed, gate, ticket (one room, one hash slot; the other keys of the room are named by the gate's prefix)
-- ARGV: maxlen, ticket, account, item, sku, quantity, price version, now ms, hold until ms, seen JSON
-- Output: {1, unit price} accepted; {2, unit price, until, state} the first answer again; or a refusal:
--   {-1} another account's ticket      {-2} same ticket, other content   {-3} gate not ready
--   {-4, selling state} not selling    {-5} no such item                 {-6} withdrawn
--   {-7, version, price} price changed {-8, left} too few units          {-9, limit, bought} limit reached
local account, item, sku, quantity, version = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local print = item .. '|' .. sku .. '|' .. quantity .. '|' .. version

local before = redis.call('HMGET', KEYS[5], 'account', 'print', 'price', 'until', 'state')
if before[1] then
  if before[1] ~= account then return { -1 } end
  if before[2] ~= print then return { -2 } end
  return { 2, before[3], before[4], before[5] }
end

local gate = redis.call('HMGET', KEYS[4], 'ready', 'selling', 'pinned')
if not gate[1] then return { -3 } end
if gate[2] ~= 'open' then return { -4, gate[2] } end

local prefix = string.sub(KEYS[4], 1, -5)
local facts = redis.call('HMGET', prefix .. 'item:' .. item, 'state', 'version', 'limit', 'sku:' .. sku)
if not facts[4] then return { -5 } end
if facts[1] ~= 'on_sale' then return { -6 } end
local colon = string.find(facts[4], ':', 1, true)
local price, pool = string.sub(facts[4], 1, colon - 1), string.sub(facts[4], colon + 1)
if facts[2] ~= version then return { -7, facts[2], price } end

local count = tonumber(quantity)
local free = prefix .. 'free:' .. pool
local left = redis.call('SCARD', free) - count
if left < 0 then return { -8, left + count } end

-- Counting first and taking back is one call for those who may buy, who are nearly all.
local bought = redis.call('HINCRBY', prefix .. 'bought:' .. item, account, count)
if facts[3] ~= '' and bought > tonumber(facts[3]) then
  redis.call('HINCRBY', prefix .. 'bought:' .. item, account, -count)
  return { -9, facts[3], bought - count }
end

local serials = table.concat(redis.call('SPOP', free, count), ',')
local body = '{"kind":"stock.changed","itemId":"' .. item .. '","skuId":"' .. sku .. '","left":' .. left .. '}'
local seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body)
redis.call(
  'HSET', KEYS[5], 'account', account, 'print', print, 'state', 'held', 'price', price, 'until', ARGV[9],
  'at', ARGV[8], 'pool', pool, 'serials', serials, 'seq', seq or 0,
  'pinned', gate[3] == item and 1 or 0, 'seen', ARGV[10]
)
redis.call('ZADD', prefix .. 'pending', ARGV[8], ARGV[2])
redis.call('ZADD', prefix .. 'holds', ARGV[9], ARGV[2])
return { 1, price }
