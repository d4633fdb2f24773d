-- KEYS: ticket, pending   ARGV: ticket
-- The ticket's order is durable. Output: the state before, or 'missing'.
local state = redis.call('HGET', KEYS[1], 'state')
redis.call('ZREM', KEYS[2], ARGV[1])
if not state then return 'missing' end
if state == 'held' then redis.call('HSET', KEYS[1], 'state', 'ordered') end
return state
