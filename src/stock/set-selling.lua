-- KEYS: gate, door   ARGV: selling state
redis.call('HSET', KEYS[1], 'selling', ARGV[1])
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('SET', KEYS[2], ARGV[1] .. '|' .. (redis.call('HGET', KEYS[1], 'pinned') or ''))
return 1
