-- The gate: purchases of one SKU, each all or nothing, decided in the order given. Requests that reach a node in the same
-- moment come together, because what a script costs is its calls, and their number here does not grow with the requests.
-- What it reads are strings:
--   ticket  state|account|item|sku|quantity|version|price|until|at|pool|serials|seq|pinned|seen
--   door    selling|pinned item, there only while the gate is ready
--   offer   sale, pay (no unit is taken, the payment claims it), draw (only a draw may ask) or off|version|limit|price|most|pool of the SKU, with a limit of 0 for none; `most` units of it one buyer may hold
-- and of each buyer: units bought (`bought`), what is held and not paid (`holding`, see holding.lua), and
-- `lapses`: strikes|closed until|at for holds that ran out, see mark-releasing.lua.
-- KEYS: log, seq, feed, pending, bought, holding, lapses, door, offer, ticket... (one room; `free` is named by the offer's pool)
-- ARGV: maxlen, item, sku, now ms, holds and units one buyer may have open, 1 from a draw, then per request: account, quantity, price
--       version, `until|at`, seen JSON, units bought in other rooms of the sale
-- Output, one per request: {1, unit price} accepted; {2, unit price, until, state} the first answer again; or a refusal:
--   {-1} another account's ticket      {-2} same ticket, other content   {-3} gate not ready
--   {-4, selling state} not selling    {-5} no such item                 {-6} withdrawn
--   {-7, version, price} price changed {-8, left} too few units          {-9, limit, bought} limit reached
--   {-10, max, open} too many holds    {-11, max, held} too large a part {-12, ms} let too many holds run out
--   {-13, left} to be had by a draw
local known = redis.call('MGET', unpack(KEYS, 8))
local door, offer = known[1], known[2]
local state, version, limit, price, most, pool, refusal
if not door then
  refusal = { -3 }
elseif string.sub(door, 1, 5) ~= 'open|' then
  refusal = { -4, string.match(door, '^%a+') }
elseif not offer then
  refusal = { -5 }
else
  state, version, limit, price, most, pool = string.match(offer, '^(%a+)|(%d+)|(%d+)|(%d+)|(%d+)|(.+)$')
  limit, most = tonumber(limit), tonumber(most)
  if state == 'draw' and ARGV[7] == '1' then state = 'sale' end
  if state ~= 'sale' and state ~= 'pay' and state ~= 'draw' then refusal = { -6 } end
end

-- What a ticket says of a request behind its state, which a repeat must say again.
local offered = '|' .. ARGV[2] .. '|' .. ARGV[3] .. '|'
local function content_of(at)
  return ARGV[at] .. offered .. ARGV[at + 1] .. '|' .. ARGV[at + 2] .. '|'
end

local replies, requests, accounts = {}, {}, {}
for i = 1, #KEYS - 9 do
  local at = i * 6 + 2
  local ticket = known[i + 2]
  if ticket then
    local before, owner, was, till = string.match(ticket, '^(%a+)|([^|]+)|[^|]+|[^|]+|%d+|%d+|(%d+)|(%d+)|')
    local content = content_of(at)
    if owner ~= ARGV[at] then
      replies[i] = { -1 }
    elseif string.sub(ticket, #before + 2, #before + 1 + #content) ~= content then
      replies[i] = { -2 }
    else
      replies[i] = { 2, was, till, before }
    end
  elseif refusal then
    replies[i] = refusal
  elseif ARGV[at + 2] ~= version then
    replies[i] = { -7, version, price }
  else
    requests[#requests + 1] = i
    accounts[#accounts + 1] = ARGV[at]
  end
end
if #requests == 0 then return replies end

local prefix = string.sub(KEYS[8], 1, -5)
local free = prefix .. 'free:' .. pool
local left = redis.call('SCARD', free)
if state == 'draw' then
  for _, i in ipairs(requests) do replies[i] = { -13, left } end
  return replies
end
if left == 0 then
  local none = { -8, 0 }
  for _, i in ipairs(requests) do replies[i] = none end
  return replies
end

-- Of each buyer: units bought, holds open, units in them, units of this pool among those, the other pools' part of the
-- text, and until when buying is closed.
local buyers = {}
local counts = redis.call('HMGET', KEYS[5], unpack(accounts))
local held = redis.call('HMGET', KEYS[6], unpack(accounts))
local lapses = redis.call('EXISTS', KEYS[7]) == 1 and redis.call('HMGET', KEYS[7], unpack(accounts)) or {}
for j, account in ipairs(accounts) do
  if not buyers[account] then
    local holds, units, others, share = read_holding(held[j], pool)
    local closed = lapses[j] and tonumber(string.match(lapses[j], '^%d+|(%d+)|')) or 0
    buyers[account] = { tonumber(counts[j] or 0), holds, units, share, others, closed }
  end
end
local now, holds_max, units_max = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local total, granted, taken = 0, {}, {}
local accepted, takes = { 1, price }, state == 'sale'
for _, i in ipairs(requests) do
  local at = i * 6 + 2
  local id, count, buyer = KEYS[i + 9], tonumber(ARGV[at + 1]), buyers[ARGV[at]]
  local before = buyer[1] + tonumber(ARGV[at + 5])
  local first = taken[id]
  if first then
    -- The same ticket twice in one moment.
    replies[i] = ARGV[first] ~= ARGV[at] and { -1 } or content_of(first) ~= content_of(at) and { -2 }
      or { 2, price, string.match(ARGV[first + 3], '%d+'), 'held' }
  elseif left < count then
    replies[i] = { -8, left }
  elseif limit > 0 and before + count > limit then
    replies[i] = { -9, limit, before }
  elseif buyer[6] > now then
    replies[i] = { -12, buyer[6] - now }
  elseif buyer[2] >= holds_max then
    replies[i] = { -10, holds_max, buyer[2] }
  elseif takes and buyer[3] + count > units_max then
    replies[i] = { -11, units_max, buyer[3] }
  elseif takes and buyer[4] + count > most then
    replies[i] = { -11, most, buyer[4] }
  else
    if takes then
      left = left - count
      total = total + count
    end
    buyer[1], buyer[2], buyer[3], buyer[4] = buyer[1] + count, buyer[2] + 1, buyer[3] + count, buyer[4] + count
    taken[id] = at
    granted[#granted + 1] = i
    replies[i] = accepted
  end
end
if #granted == 0 then return replies end

local serials, seq = {}, 0
if total > 0 then
  serials = redis.call('SPOP', free, total)
  local event = '{"kind":"stock.changed","itemId":"' .. ARGV[2] .. '","skuId":"' .. ARGV[3] .. '","left":' .. left .. '}'
  seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], event) or 0
else
  seq = tonumber(redis.call('GET', KEYS[2]) or 0)
end
local rest = '|' .. string.format('%.0f', seq) .. (string.sub(door, 6) == ARGV[2] and '|1|' or '|0|')
local id_at = #prefix + 8
local tickets, pending, sums, open, next_serial = {}, {}, {}, {}, 1
for j, i in ipairs(granted) do
  local at, key = i * 6 + 2, KEYS[i + 9]
  local account, count, times = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 3]
  local buyer = buyers[account]
  local units = ''
  if takes then
    units = count == 1 and serials[next_serial] or table.concat(serials, ',', next_serial, next_serial + count - 1)
    next_serial = next_serial + count
  end
  tickets[j * 2 - 1] = key
  tickets[j * 2] = 'held|' .. account .. offered .. ARGV[at + 1] .. '|' .. version .. '|' .. price .. '|' .. times .. '|'
    .. pool .. '|' .. units .. rest .. ARGV[at + 4]
  pending[j * 2 - 1], pending[j * 2] = string.sub(key, id_at), '|' .. times .. '|'
  sums[j * 2 - 1], sums[j * 2] = account, buyer[1]
  open[j * 2 - 1], open[j * 2] = account, write_holding(buyer[2], buyer[3], buyer[5], pool, buyer[4])
end
redis.call('MSET', unpack(tickets))
redis.call('HSET', KEYS[4], unpack(pending))
redis.call('HSET', KEYS[5], unpack(sums))
redis.call('HSET', KEYS[6], unpack(open))
return replies
