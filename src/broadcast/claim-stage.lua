-- KEYS: stage   ARGV: node that claims, node it may take over ('' = none), lifetime ms
-- A room's stage is on one node. Takes a free place, keeps an own one, or takes over from a node that is gone.
-- Output: the node that has the stage now.
local owner = redis.call('GET', KEYS[1])
if not owner or owner == ARGV[1] or owner == ARGV[2] then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
  return ARGV[1]
end
return owner
