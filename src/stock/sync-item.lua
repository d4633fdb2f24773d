-- Makes the gate's knowledge of one item that of MongoDB, and tells the room.
-- KEYS: log, seq, feed, door, gate, item
-- ARGV: maxlen, item, revision, state, price version, limit or 0, title etc. as JSON members, product, how it is sold,
--       then per SKU: sku, pool, price, size known, new size, JSON members without `left`,
--       units of it one buyer may hold
-- Output: 'done' | 'same' (this or a newer revision is there) | 'warming'
--   | 'over' (the room's pools are sealed for good)
--   | 'resized' (a pool's size is not the known one, or the serials it gains are not there: gather them again)
if redis.call('EXISTS', KEYS[4]) == 0 then return 'warming' end
-- Nothing is known of the item any more after the end, and it must not be taken for a new one, with all its units.
if redis.call('HEXISTS', KEYS[5], 'sealed') == 1 then return 'over' end
local prefix = string.sub(KEYS[4], 1, -5)
local item, revision, state = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local known = redis.call('HMGET', KEYS[6], 'revision', 'skus', 'state')
if known[1] and tonumber(known[1]) >= revision then return 'same' end
for i = 10, #ARGV, 7 do
  local size = tonumber(redis.call('HGET', KEYS[6], 'size:' .. ARGV[i + 1]) or '0')
  if size ~= tonumber(ARGV[i + 3]) then return 'resized' end
  if size < tonumber(ARGV[i + 4]) and redis.call('EXISTS', prefix .. 'fresh:' .. ARGV[i + 1]) == 0 then return 'resized' end
end

local fields = { 'revision', ARGV[3], 'state', state }
local on_sale = (state == 'on_sale' and ARGV[9] or 'off') .. '|' .. ARGV[5] .. '|' .. ARGV[6] .. '|'
local offered, pieces, listed = {}, {}, {}
for i = 10, #ARGV, 7 do
  local sku, pool = ARGV[i], ARGV[i + 1]
  local free = prefix .. 'free:' .. pool
  if tonumber(ARGV[i + 4]) > tonumber(ARGV[i + 3]) then
    local fresh = prefix .. 'fresh:' .. pool
    if ARGV[i + 3] == '0' then
      -- A whole new pool changes its name, however large it is.
      redis.call('RENAME', fresh, free)
      redis.call('PERSIST', free)
    else
      redis.call('SUNIONSTORE', free, free, fresh)
      redis.call('DEL', fresh)
    end
  end
  offered[sku] = true
  listed[#listed + 1] = sku .. ':' .. pool
  redis.call('SET', prefix .. 'offer:' .. item .. ':' .. sku, on_sale .. ARGV[i + 2] .. '|' .. ARGV[i + 6] .. '|' .. pool)
  fields[#fields + 1], fields[#fields + 2] = 'size:' .. pool, ARGV[i + 4]
  pieces[#pieces + 1] = '{' .. ARGV[i + 5] .. ',"left":' .. redis.call('SCARD', free) .. '}'
end
fields[#fields + 1], fields[#fields + 2] = 'skus', table.concat(listed, ' ')
for sku, pool in string.gmatch(known[2] or '', '(%S+):(%S+)') do
  if not offered[sku] then
    redis.call('HDEL', KEYS[6], 'size:' .. pool)
    redis.call('DEL', prefix .. 'offer:' .. item .. ':' .. sku, prefix .. 'free:' .. pool)
  end
end
for i = 1, #fields, 1000 do redis.call('HSET', KEYS[6], unpack(fields, i, math.min(i + 999, #fields))) end

local log, seq, feed, maxlen = KEYS[1], KEYS[2], KEYS[3], ARGV[1]
if state ~= 'on_sale' and redis.call('HGET', KEYS[5], 'pinned') == item then
  redis.call('HDEL', KEYS[5], 'pinned')
  redis.call('SET', KEYS[4], redis.call('HGET', KEYS[5], 'selling') .. '|')
  append_event(log, seq, feed, maxlen, '{"kind":"item.unpinned"}')
end
local view = ARGV[7] .. ',"skus":[' .. table.concat(pieces, ',') .. ']'
if state == 'removed' then
  if known[1] and known[3] ~= 'removed' then append_event(log, seq, feed, maxlen, '{"kind":"item.removed","itemId":"' .. item .. '"}') end
elseif not known[1] then
  append_event(log, seq, feed, maxlen, '{"kind":"item.added","item":{"itemId":"' .. item .. '","productId":"' .. ARGV[8] .. '",' .. view .. '}}')
else
  append_event(log, seq, feed, maxlen, '{"kind":"item.changed","itemId":"' .. item .. '","change":{' .. view .. '}}')
end
return 'done'
