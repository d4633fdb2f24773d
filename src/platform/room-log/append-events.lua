-- KEYS: log, seq, feed   ARGV: maxlen, body...
-- Appends the given events in order. Output: the last sequence number, or -1 when the room's log is not open.
local last = -1
for i = 2, #ARGV do
  last = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[i])
  if not last then return -1 end
end
return last
