-- KEYS: log, seq, feed, held   ARGV: maxlen, message id, let through (1/0)
-- Takes a waiting line out once; a line that is let through is said in the same step.
-- Output: {message JSON, sequence number (0 = refused)} | {} when it does not wait | {'closed'}
local message = redis.call('HGET', KEYS[4], ARGV[2])
if not message then return {} end
local seq = 0
if ARGV[3] == '1' then
  seq = append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], '{"kind":"chat.said","message":' .. message .. '}')
  if not seq then return { 'closed' } end
end
redis.call('HDEL', KEYS[4], ARGV[2])
return { message, seq }
