-- KEYS: gate, door, lock   ARGV: token, lock ms, force (1/0)
-- Closes the gate for one builder. Output: 'ready' (nothing to do) | 'busy' (somebody builds) | 'build' (it is you)
if ARGV[3] ~= '1' and redis.call('EXISTS', KEYS[2]) == 1 then return 'ready' end
if not redis.call('SET', KEYS[3], ARGV[1], 'NX', 'PX', ARGV[2]) then return 'busy' end
redis.call('DEL', KEYS[2])
-- What this count is asked for it answers; who finds a reason from now on asks for another one.
redis.call('HDEL', KEYS[1], 'recount')
redis.call('HSET', KEYS[1], 'building', ARGV[1])
return 'build'
