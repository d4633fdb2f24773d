-- KEYS: gate, lock   ARGV: token, lock ms, commands as JSON arrays of strings, all on keys of this room
-- One part of a builder's work, done only while the gate is still its own. Output: 1 done, 0 somebody else builds
if redis.call('HGET', KEYS[1], 'building') ~= ARGV[1] then return 0 end
if redis.call('GET', KEYS[2]) == ARGV[1] then redis.call('PEXPIRE', KEYS[2], ARGV[2]) end
for _, command in ipairs(cjson.decode(ARGV[3])) do redis.call(unpack(command)) end
return 1
