-- Shared by every script that changes what viewers see.
-- append_event(log, seq, feed, maxlen, body): takes the next sequence number, adds the event to the room's stream under
-- that number and publishes the same bytes, so order is total and history and live feed cannot disagree.
--   log   stream key      seq   counter key      feed  sharded channel (all of one room, one hash slot)
--   body  event as a JSON object without its number, e.g. {"kind":"item.unpinned"}
-- Returns the sequence number. The counter must exist (a room's log is opened first); returns nil when it does not.
local function append_event(log, seq, feed, maxlen, body)
  local n = redis.call('INCR', seq)
  -- Numbers start at the time in milliseconds, so 1 means that there was none; asking first would cost every event a call.
  if n == 1 then
    redis.call('DEL', seq)
    return nil
  end
  local number = string.format('%.0f', n)
  local event = '{"seq":' .. number .. ',' .. string.sub(body, 2)
  -- The length is approximate anyway, so trimming now and then is enough.
  if n % 64 == 0 then
    redis.call('XADD', log, 'MAXLEN', '~', maxlen, number .. '-0', 'e', event)
  else
    redis.call('XADD', log, number .. '-0', 'e', event)
  end
  redis.call('SPUBLISH', feed, event)
  return n
end
