-- KEYS: viewers (hash node -> "count:ms"), presence (hash logged, at, peak)   ARGV: stale ms
-- Counts by Redis' own clock, as the reports are timed: clocks of nodes differ. Output: {sum, peak}
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local sum = 0
for _, entry in ipairs(redis.call('HVALS', KEYS[1])) do
  local count, at = string.match(entry, '^(%d+):(%d+)$')
  if now - tonumber(at) <= tonumber(ARGV[1]) then sum = sum + tonumber(count) end
end
return { sum, tonumber(redis.call('HGET', KEYS[2], 'peak') or '0') }
