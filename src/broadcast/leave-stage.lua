-- KEYS: stage   ARGV: node
-- Frees the place if it is this node's. Output: 1 when it was.
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
