-- KEYS: ticket   ARGV: kept serials
-- Forgets serials that turned out to belong to other tickets, so that a release does not give them back.
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'serials', ARGV[1]) end
return 1
