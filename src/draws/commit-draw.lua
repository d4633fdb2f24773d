-- KEYS: log, seq, feed, draw   ARGV: maxlen, number, commitment, event
-- Tells the room what the next draw's seed is bound to. Output: 1 | 0 when a draw is known already.
if redis.call('HEXISTS', KEYS[4], 'commitment') == 1 then return 0 end
redis.call('HSET', KEYS[4], 'number', ARGV[2], 'commitment', ARGV[3], 'state', 'idle')
append_event(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[4])
return 1
