-- KEYS: log, seq, feed, viewers (hash node -> "count:ms"), presence (hash logged, at, peak)
-- ARGV: maxlen, node, count, stale ms, log every ms, keep ms
-- Takes one node's count, sums the nodes that are alive and logs the sum when it changed, at most once per interval.
-- Output: {last sequence number, sum, peak}, or {-1} when the room's log is not open.
local seq = redis.call('GET', KEYS[2])
if not seq then return { -1 } end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('HSET', KEYS[4], ARGV[2], ARGV[3] .. ':' .. string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[4], ARGV[6])

local sum = 0
local nodes = redis.call('HGETALL', KEYS[4])
for i = 1, #nodes, 2 do
  local count, at = string.match(nodes[i + 1], '^(%d+):(%d+)$')
  if now - tonumber(at) > tonumber(ARGV[4]) then
    redis.call('HDEL', KEYS[4], nodes[i])
  else
    sum = sum + tonumber(count)
  end
end

local known = redis.call('HMGET', KEYS[5], 'logged', 'at', 'peak')
local peak = math.max(sum, tonumber(known[3] or '0'))
if peak > tonumber(known[3] or '0') then redis.call('HSET', KEYS[5], 'peak', peak) end
if sum ~= tonumber(known[1] or '0') and now - tonumber(known[2] or '0') >= tonumber(ARGV[5]) then
  local body = '{"kind":"viewers.counted","viewers":' .. string.format('%.0f', sum) .. '}'
  seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body)
  redis.call('HSET', KEYS[5], 'logged', sum, 'at', string.format('%.0f', now))
end
return { tonumber(seq), sum, peak }
