-- A tap for an item sold by equal chance. The first one opens the window. An account takes part once.
-- KEYS: log, seq, feed, door, draw, entries, entry, draws
-- ARGV: maxlen, item, ticket, account, `item|sku|quantity|version`, entry JSON, now ms, window ms, keep ms, units left,
--       when a window opened now closes, as an instant, entries a draw takes
-- `entry`: account|item|sku|quantity|version|number of the draw. `draws`: items whose windows are open, by when they close.
-- Output: {1, number, closes at} entered | {2, number, closes at or 0} entered before | {-1} another account's ticket
--   | {-2} same ticket, other content | {-3} gate not ready | {-4, selling state} not selling | {-8, 0} none left
--   | {-20} no seed is committed to | {-21} a draw is being made | {-22} the account takes part already
--   | {-23, entries it takes} the draw is full
local content = ARGV[4] .. '|' .. ARGV[5] .. '|'
local known = redis.call('GET', KEYS[7])
local number, commitment, state, ends = unpack(redis.call('HMGET', KEYS[5], 'number', 'commitment', 'state', 'ends'))
if known then
  if string.sub(known, 1, #ARGV[4] + 1) ~= ARGV[4] .. '|' then return { -1 } end
  if string.sub(known, 1, #content) ~= content then return { -2 } end
  local own = string.sub(known, #content + 1)
  return { 2, own, own == number and ends or 0 }
end
local door = redis.call('GET', KEYS[4])
if not door then return { -3 } end
if string.sub(door, 1, 5) ~= 'open|' then return { -4, string.match(door, '^%a+') } end
if ARGV[10] == '0' then return { -8, 0 } end
if not commitment then return { -20 } end
local now = tonumber(ARGV[7])
if state == 'closed' or (state == 'open' and now >= tonumber(ends)) then return { -21 } end
if redis.call('HEXISTS', KEYS[6], 'account:' .. ARGV[4]) == 1 then return { -22 } end
-- Beside each entry stands whose it is.
if redis.call('HLEN', KEYS[6]) >= 2 * tonumber(ARGV[12]) then return { -23, tonumber(ARGV[12]) } end
if state == 'idle' then
  ends = string.format('%.0f', now + tonumber(ARGV[8]))
  redis.call('HSET', KEYS[5], 'state', 'open', 'ends', ends)
  redis.call('ZADD', KEYS[8], ends, ARGV[2])
  local draw = '{"number":' .. number .. ',"commitment":"' .. commitment .. '","endsAt":"' .. ARGV[11] .. '"}'
  append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], '{"kind":"item.changed","itemId":"' .. ARGV[2] .. '","change":{"draw":' .. draw .. '}}')
end
redis.call('HSET', KEYS[6], ARGV[3], ARGV[6], 'account:' .. ARGV[4], ARGV[3])
redis.call('SET', KEYS[7], content .. number, 'PX', ARGV[9])
return { 1, number, ends }
