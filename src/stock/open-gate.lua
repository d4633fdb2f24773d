-- KEYS: gate, door, lock   ARGV: token, selling state, pinned item or '', pinned at ms
-- Opens the gate its builder has finished. A selling state that was set meanwhile is newer and stays.
-- Output: 1 opened, 0 somebody else builds
if redis.call('HGET', KEYS[1], 'building') ~= ARGV[1] then return 0 end
redis.call('HSETNX', KEYS[1], 'selling', ARGV[2])
if ARGV[3] ~= '' and redis.call('HSETNX', KEYS[1], 'pinnedAt', ARGV[4]) == 1 then
  redis.call('HSET', KEYS[1], 'pinned', ARGV[3])
end
redis.call('HDEL', KEYS[1], 'building')
local gate = redis.call('HMGET', KEYS[1], 'selling', 'pinned')
redis.call('SET', KEYS[2], gate[1] .. '|' .. (gate[2] or ''))
redis.call('DEL', KEYS[3])
return 1
