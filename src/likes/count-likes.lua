-- KEYS: log, seq, feed, likes (hash total, logged, at)   ARGV: maxlen, taps, log every ms
-- Adds taps and logs the total when it changed, at most once per interval.
-- Output: 1 when everything counted is logged, 0 when a later call has to log it, -1 when the room's log is not open.
if redis.call('EXISTS', KEYS[2]) == 0 then return -1 end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local total = redis.call('HINCRBY', KEYS[4], 'total', ARGV[2])
local known = redis.call('HMGET', KEYS[4], 'logged', 'at')
if total == tonumber(known[1] or '0') then return 1 end
if now - tonumber(known[2] or '0') < tonumber(ARGV[3]) then return 0 end

local body = '{"kind":"likes.counted","total":' .. string.format('%.0f', total) .. '}'
append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], body)
redis.call('HSET', KEYS[4], 'logged', string.format('%.0f', total), 'at', string.format('%.0f', now))
return 1
