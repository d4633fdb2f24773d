-- KEYS: gate, holding, ticket...   ARGV: token
-- One part of a builder's count of what buyers hold unpaid, from the tickets as they are now: all of a buyer come in one
-- call, so that a payment came before it and is not counted, or comes after it and is taken off. Output: 1 done, 0 somebody else builds
if redis.call('HGET', KEYS[1], 'building') ~= ARGV[1] then return 0 end
local prefix = string.sub(KEYS[2], 1, -8)
for _, ticket in ipairs(redis.call('MGET', unpack(KEYS, 3))) do
  if ticket then
    local state, account, quantity, pool =
      string.match(ticket, '^(%a+)|([^|]+)|[^|]+|[^|]+|(%d+)|%d+|%d+|%d+|%d+|([^|]+)|')
    if state == 'held' or state == 'ordered' or state == 'releasing' then
      count_holding(prefix, account, pool, 1, tonumber(quantity))
    end
  end
end
return 1
