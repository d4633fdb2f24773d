-- Shared by every script that changes what viewers see.
-- append_event(log, seq, feed, maxlen, body): takes the next sequence number, adds the event to the room's stream under
-- that number and publishes the same bytes, so order is total and history and live feed cannot disagree.
--   log   stream key      seq   counter key      feed  sharded channel (all of one room, one hash slot)
--   body  event as a JSON object without its number, e.g. {"kind":"item.unpinned"}
-- Returns the sequence number. The counter must exist (a room's log is opened first); returns nil when it does not.
local function append_event(log, seq, feed, maxlen, body)
  if redis.call('EXISTS', seq) == 0 then return nil end
  local n = redis.call('INCR', seq)
  local number = string.format('%.0f', n)
  local event = '{"seq":' .. number .. ',' .. string.sub(body, 2)
  redis.call('XADD', log, 'MAXLEN', '~', maxlen, number .. '-0', 'e', event)
  redis.call('SPUBLISH', feed, event)
  return n
end
