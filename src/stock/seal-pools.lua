-- KEYS: door, gate, free...
-- Takes away what is left, so that nothing is given out any more, not even for money that comes late. A gate that is
-- being built may have read the pools before they were marked, and is waited for. Output: 1 sealed | 0 gate not ready
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[2], 'sealed', '1')
for i = 3, #KEYS do redis.call('UNLINK', KEYS[i]) end
return 1
