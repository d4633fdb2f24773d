-- KEYS: log, seq, feed, gate, ticket   ARGV: maxlen, ticket, wanted state, new state, kept serials, units to take, until ms
-- Takes further units for a ticket that exists: other serials in place of those MongoDB had given away already, or all
-- of them again for a buyer whose payment came after the hold. Serials not in `kept` are forgotten, not given back.
-- Output: {1, serials} | {0, serials} the state is not the wanted one | {-3} gate not ready | {-8} too few units or off the shelf
if redis.call('HEXISTS', KEYS[4], 'ready') == 0 then return { -3 } end
local ticket = redis.call('HMGET', KEYS[5], 'state', 'account', 'print', 'pool', 'serials')
if ticket[1] ~= ARGV[3] then return { 0, ticket[5] or '' } end

local prefix = string.sub(KEYS[4], 1, -5)
local item, sku = string.match(ticket[3], '^(.-)|(.-)|')
local offer = redis.call('HGET', prefix .. 'item:' .. item, 'sku:' .. sku)
if not offer or string.sub(offer, string.find(offer, ':', 1, true) + 1) ~= ticket[4] then return { -8 } end
local free = prefix .. 'free:' .. ticket[4]
local count = tonumber(ARGV[6])
if redis.call('SCARD', free) < count then return { -8 } end

local serials = table.concat(redis.call('SPOP', free, count), ',')
if ARGV[5] ~= '' then serials = ARGV[5] .. ',' .. serials end
-- A released ticket's units had been taken off the buyer's count.
if ticket[1] == 'released' then redis.call('HINCRBY', prefix .. 'bought:' .. item, ticket[2], count) end
redis.call('HSET', KEYS[5], 'serials', serials, 'state', ARGV[4], 'until', ARGV[7])
redis.call('PERSIST', KEYS[5])
redis.call('ZADD', prefix .. 'holds', ARGV[7], ARGV[2])
local left = redis.call('SCARD', free)
local body = '{"kind":"stock.changed","itemId":"' .. item .. '","skuId":"' .. sku .. '","left":' .. left .. '}'
append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body)
return { 1, serials }
