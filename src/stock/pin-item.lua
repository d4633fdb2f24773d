-- KEYS: log, seq, feed, door, gate, item   ARGV: maxlen, item or '' to unpin, at ms, event body
-- Output: 'done' | 'older' (a later change of the pin is there) | 'off' (not on sale) | 'warming'
if redis.call('EXISTS', KEYS[4]) == 0 then return 'warming' end
local known = redis.call('HMGET', KEYS[5], 'pinned', 'pinnedAt')
if known[2] and tonumber(known[2]) > tonumber(ARGV[3]) then return 'older' end
if ARGV[2] == '' then
  redis.call('HSET', KEYS[5], 'pinnedAt', ARGV[3])
  if not known[1] then return 'done' end
  redis.call('HDEL', KEYS[5], 'pinned')
else
  if redis.call('HGET', KEYS[6], 'state') ~= 'on_sale' then return 'off' end
  redis.call('HSET', KEYS[5], 'pinned', ARGV[2], 'pinnedAt', ARGV[3])
end
redis.call('SET', KEYS[4], redis.call('HGET', KEYS[5], 'selling') .. '|' .. ARGV[2])
append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[4])
return 'done'
