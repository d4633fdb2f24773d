-- KEYS: ticket, gate   ARGV: kept serials
-- Forgets serials that turned out to belong to other tickets, so that a release does not give them back. Whose they are a count
-- finds out, which is wanted from here on, whoever dies before asking for it.
local ticket = redis.call('GET', KEYS[1])
if not ticket then return 0 end
local before, after = string.match(ticket, '^(%a+|[^|]+|[^|]+|[^|]+|%d+|%d+|%d+|%d+|%d+|[^|]+|)[^|]*(|.*)$')
redis.call('SET', KEYS[1], before .. ARGV[1] .. after, 'KEEPTTL')
redis.call('HSET', KEYS[2], 'recount', '1')
return 1
