-- KEYS: log, seq, feed, held   ARGV: maxlen, message id, let through (1/0), message JSON as it is said
-- Takes a waiting line out once; a line that is let through is said in the same step.
-- Output: sequence number (0 = refused) | -1 when it does not wait | -2 when the log is closed
if redis.call('HEXISTS', KEYS[4], ARGV[2]) == 0 then return -1 end
local seq = 0
if ARGV[3] == '1' then
  seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], '{"kind":"chat.said","message":' .. ARGV[4] .. '}')
  if not seq then return -2 end
end
redis.call('HDEL', KEYS[4], ARGV[2])
return seq
