import type { Redis } from 'ioredis';
import { v7 } from 'uuid';

/** The least a purchase could be: is there one, take it, note it. */
const lua = `
  if redis.call('SCARD', KEYS[1]) < 1 then return -1 end
  local serial = redis.call('SPOP', KEYS[1])
  redis.call('HSET', KEYS[2], ARGV[1], serial)
  return serial`;

export interface BareSale {
  /** Takes a unit for a ticket; -1 when none is left. */
  take(ticket: string): Promise<unknown>;
  forget(): Promise<void>;
}

/** Units to be sold by the bare script; with none, those of a sale that is open already under this id. */
export async function openBareSale(redis: Redis, units: number, id = v7()): Promise<BareSale> {
  const name = `bare:{${id}}`;
  const [free, taken] = [`${name}:free`, `${name}:taken`];
  redis.defineCommand('bareGate', { numberOfKeys: 2, lua });
  const bare = redis as unknown as { bareGate(free: string, taken: string, ticket: string): Promise<unknown> };
  for (let first = 0; first < units; first += 5_000) {
    await redis.sadd(free, ...Array.from({ length: Math.min(5_000, units - first) }, (_, index) => first + index));
  }
  return {
    take: (ticket) => bare.bareGate(free, taken, ticket),
    forget: async () => void (await redis.unlink(free, taken)),
  };
}

/** Calls per second with a fixed number in flight. */
export async function inLanes(
  count: number,
  inFlight: number,
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const start = performance.now();
  const lane = async (): Promise<void> => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (count / (performance.now() - start)) * 1000;
}

/** Sells `count` units by the bare script; units per second. */
export async function bareGate(redis: Redis, count: number, inFlight: number): Promise<number> {
  const sale = await openBareSale(redis, count);
  const tickets = Array.from({ length: count }, () => v7());
  const rate = await inLanes(count, inFlight, (index) => sale.take(tickets[index]!));
  await sale.forget();
  return rate;
}
