-- KEYS: log, seq, feed, door, ticket   ARGV: maxlen, ticket, wanted state, new state, kept serials, units to take, until ms
-- Takes further units for a ticket that exists: other serials in place of those MongoDB had given away already, or all
-- of them again for a buyer whose payment came after the hold. Serials not in `kept` are forgotten, not given back.
-- Output: {1, serials} | {0, serials} the state is not the wanted one | {-3} gate not ready | {-8} too few units or off the shelf
if redis.call('EXISTS', KEYS[4]) == 0 then return { -3 } end
local ticket = redis.call('GET', KEYS[5])
if not ticket then return { 0, '' } end
local state, content, price, at, pool, serials, rest =
  string.match(ticket, '^(%a+)(|[^|]+|[^|]+|[^|]+|%d+|%d+|)(%d+)|%d+|(%d+)|([^|]+)|([^|]*)|(.*)$')
if state ~= ARGV[3] then return { 0, serials } end

local prefix = string.sub(KEYS[4], 1, -5)
local account, item, sku = string.match(content, '^|([^|]+)|([^|]+)|([^|]+)|')
local offer = redis.call('GET', prefix .. 'offer:' .. item .. ':' .. sku)
if not offer or string.match(offer, '[^|]+$') ~= pool then return { -8 } end
local free = prefix .. 'free:' .. pool
local count = tonumber(ARGV[6])
-- Two payments of one ticket that claims its units late: the first has taken them.
if state == 'ordered' and ARGV[4] == 'ordered' and ARGV[5] == '' and serials ~= '' then return { 0, serials } end
if redis.call('SCARD', free) < count then return { -8 } end

serials = count > 0 and table.concat(redis.call('SPOP', free, count), ',') or ''
if ARGV[5] ~= '' then serials = serials == '' and ARGV[5] or ARGV[5] .. ',' .. serials end
-- A released ticket's units had been taken off the buyer's count.
if state == 'released' then
  redis.call('HINCRBY', prefix .. 'bought:' .. item, account, count)
  count_holding(prefix, account, pool, 1, count)
end
local now = ARGV[4] .. content .. price .. '|' .. ARGV[7] .. '|' .. at .. '|' .. pool .. '|' .. serials .. '|' .. rest
redis.call('SET', KEYS[5], now)
if ARGV[4] ~= 'held' then redis.call('ZADD', prefix .. 'holds', ARGV[7], ARGV[2]) end
local left = redis.call('SCARD', free)
local body = '{"kind":"stock.changed","itemId":"' .. item .. '","skuId":"' .. sku .. '","left":' .. left .. '}'
append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body)
return { 1, serials }
