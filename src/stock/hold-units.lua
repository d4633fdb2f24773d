-- The gate: purchases of one SKU, each all or nothing, decided in the order given. Wishes that reach a node in the same
-- moment come together, because what a script costs is its calls, and their number here does not grow with the wishes.
-- What it reads are strings:
--   ticket  state|account|item|sku|quantity|version|price|until|at|pool|serials|seq|pinned|seen
--   door    selling|pinned item, there only while the gate is ready
--   offer   sale, pay (no unit is taken, the payment claims it) or off|version|limit|price|most|pool of the SKU, with a limit of 0 for none; `most` units of it one buyer may hold
-- and of each buyer: units bought (`bought`), what is held and not paid (`holding`, see holding.lua), and
-- `lapses`: strikes|closed until|at for holds that ran out, see mark-releasing.lua.
-- KEYS: log, seq, feed, pending, bought, holding, lapses, door, offer, ticket... (one room; `free` is named by the offer's pool)
-- ARGV: maxlen, item, sku, now ms, holds and units one buyer may have open, then per wish: ticket, account, quantity,
--       price version, `account|item|sku|quantity|version|`, `|until|at|`, seen JSON, units bought in other rooms of the sale
-- Output, one per wish: {1, unit price} accepted; {2, unit price, until, state} the first answer again; or a refusal:
--   {-1} another account's ticket      {-2} same ticket, other content   {-3} gate not ready
--   {-4, selling state} not selling    {-5} no such item                 {-6} withdrawn
--   {-7, version, price} price changed {-8, left} too few units          {-9, limit, bought} limit reached
--   {-10, max, open} too many holds    {-11, max, held} too large a part {-12, ms} let too many holds run out
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
  if state ~= 'sale' and state ~= 'pay' then refusal = { -6 } end
end

local replies, wishes, accounts, taken = {}, {}, {}, {}
for i = 1, #KEYS - 9 do
  local at = i * 8 - 1
  local ticket, content = known[i + 2], ARGV[at + 4]
  if ticket then
    local before, owner, was, till = string.match(ticket, '^(%a+)|([^|]+)|[^|]+|[^|]+|%d+|%d+|(%d+)|(%d+)|')
    if owner ~= ARGV[at + 1] then
      replies[i] = { -1 }
    elseif string.sub(ticket, #before + 2, #before + 1 + #content) ~= content then
      replies[i] = { -2 }
    else
      replies[i] = { 2, was, till, before }
    end
  elseif refusal then
    replies[i] = refusal
  elseif ARGV[at + 3] ~= version then
    replies[i] = { -7, version, price }
  else
    wishes[#wishes + 1] = i
    accounts[#accounts + 1] = ARGV[at + 1]
  end
end
if #wishes == 0 then return replies end

local free = string.sub(KEYS[8], 1, -5) .. 'free:' .. pool
local left = redis.call('SCARD', free)
if left == 0 then
  for _, i in ipairs(wishes) do replies[i] = { -8, 0 } end
  return replies
end

local bought, holds, units, share, closed, wanted = {}, {}, {}, {}, {}, {}
for j, account in ipairs(accounts) do wanted[j * 2 - 1], wanted[j * 2] = account, account .. ':' .. pool end
local counts = redis.call('HMGET', KEYS[5], unpack(accounts))
local held = redis.call('HMGET', KEYS[6], unpack(wanted))
local lapses = redis.call('HMGET', KEYS[7], unpack(accounts))
for j, account in ipairs(accounts) do
  bought[account], share[account] = tonumber(counts[j] or 0), tonumber(held[j * 2] or 0)
  local open, sum = 0, 0
  if held[j * 2 - 1] then open, sum = string.match(held[j * 2 - 1], '^(%d+)|(%d+)$') end
  holds[account], units[account] = tonumber(open), tonumber(sum)
  if lapses[j] then closed[account] = tonumber(string.match(lapses[j], '^%d+|(%d+)|')) end
end
local now, holds_max, units_max = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local total, granted = 0, {}
for _, i in ipairs(wishes) do
  local at = i * 8 - 1
  local id, account, count = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  local before = bought[account] + tonumber(ARGV[at + 7])
  local first = taken[id]
  if first then
    -- The same ticket twice in one moment.
    local same = ARGV[first * 8 + 3] == ARGV[at + 4]
    local own = ARGV[first * 8] == account
    replies[i] = not own and { -1 } or not same and { -2 }
      or { 2, price, string.match(ARGV[first * 8 + 4], '%d+'), 'held' }
  elseif left < count then
    replies[i] = { -8, left }
  elseif limit > 0 and before + count > limit then
    replies[i] = { -9, limit, before }
  elseif (closed[account] or 0) > now then
    replies[i] = { -12, closed[account] - now }
  elseif holds[account] >= holds_max then
    replies[i] = { -10, holds_max, holds[account] }
  elseif state == 'sale' and units[account] + count > units_max then
    replies[i] = { -11, units_max, units[account] }
  elseif state == 'sale' and share[account] + count > most then
    replies[i] = { -11, most, share[account] }
  else
    if state == 'sale' then
      left = left - count
      total = total + count
    end
    bought[account] = bought[account] + count
    holds[account] = holds[account] + 1
    units[account] = units[account] + count
    share[account] = share[account] + count
    taken[id] = i
    granted[#granted + 1] = i
    replies[i] = { 1, price }
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
local tickets, pending, sums, open, next_serial = {}, {}, {}, {}, 1
for j, i in ipairs(granted) do
  local at = i * 8 - 1
  local account = ARGV[at + 1]
  local count = tonumber(ARGV[at + 2])
  local taken_serials = total > 0 and table.concat(serials, ',', next_serial, next_serial + count - 1) or ''
  next_serial = next_serial + count
  tickets[j * 2 - 1] = KEYS[i + 9]
  tickets[j * 2] = 'held|' .. ARGV[at + 4] .. price .. ARGV[at + 5] .. pool .. '|' .. taken_serials .. rest .. ARGV[at + 6]
  pending[j * 2 - 1], pending[j * 2] = ARGV[at], ARGV[at + 5]
  sums[j * 2 - 1], sums[j * 2] = account, bought[account]
  open[j * 4 - 3], open[j * 4 - 2] = account, holds[account] .. '|' .. units[account]
  open[j * 4 - 1], open[j * 4] = account .. ':' .. pool, share[account]
end
redis.call('MSET', unpack(tickets))
redis.call('HSET', KEYS[4], unpack(pending))
redis.call('HSET', KEYS[5], unpack(sums))
redis.call('HSET', KEYS[6], unpack(open))
return replies
