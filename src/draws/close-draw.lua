-- KEYS: draw, entries   ARGV: number, now ms
-- Takes no more taps when the window is over. Output: the entries, ticket and JSON in turn | false when it is not over,
-- or this draw is not the one that Redis knows.
local number, state, ends = unpack(redis.call('HMGET', KEYS[1], 'number', 'state', 'ends'))
if number ~= ARGV[1] or not ends or tonumber(ends) > tonumber(ARGV[2]) then return false end
redis.call('HSET', KEYS[1], 'state', 'closed')
return redis.call('HGETALL', KEYS[2])
