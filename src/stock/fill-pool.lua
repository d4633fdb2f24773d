-- KEYS: item, fresh   ARGV: pool, size known, first serial, last serial, keep ms
-- Gathers new serials of a pool aside, until the item takes them over; nothing when the item has grown meanwhile.
if tonumber(redis.call('HGET', KEYS[1], 'size:' .. ARGV[1]) or '0') ~= tonumber(ARGV[2]) then return 0 end
local batch = {}
for serial = tonumber(ARGV[3]), tonumber(ARGV[4]) do
  batch[#batch + 1] = serial
  if #batch == 1000 then
    redis.call('SADD', KEYS[2], unpack(batch))
    batch = {}
  end
end
if #batch > 0 then redis.call('SADD', KEYS[2], unpack(batch)) end
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return 1
