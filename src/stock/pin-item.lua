-- KEYS: log, seq, feed, gate, item   ARGV: maxlen, item or '' to unpin, at ms, event body
-- Output: 'done' | 'older' (a later change of the pin is there) | 'off' (not on sale) | 'warming'
if redis.call('HEXISTS', KEYS[4], 'ready') == 0 then return 'warming' end
local known = redis.call('HMGET', KEYS[4], 'pinned', 'pinnedAt')
if known[2] and tonumber(known[2]) > tonumber(ARGV[3]) then return 'older' end
if ARGV[2] == '' then
  redis.call('HSET', KEYS[4], 'pinnedAt', ARGV[3])
  if not known[1] then return 'done' end
  redis.call('HDEL', KEYS[4], 'pinned')
else
  if redis.call('HGET', KEYS[5], 'state') ~= 'on_sale' then return 'off' end
  redis.call('HSET', KEYS[4], 'pinned', ARGV[2], 'pinnedAt', ARGV[3])
end
append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[4])
return 'done'
