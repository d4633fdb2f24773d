import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import type { Keys } from '#src/platform/keys.ts';

const BUCKET_MS = 10_000;
const BUCKETS = 6;
const FLUSH_MS = 1_000;

/** Refused purchases per room: refusing is the hot path of a sold-out sale, so they gather here and reach Redis once a second. */
export interface Refusals {
  count(room: Id): void;
  perMinute(room: Id, now: number): Promise<number>;
  flush(): Promise<void>;
}

export function createRefusals(redis: Redis, keys: Keys, now: () => number): Refusals {
  const waiting = new Map<Id, number>();
  let timer: NodeJS.Timeout | undefined;
  const bucketKey = (room: Id, bucket: number) => keys.room(room, `refused:${bucket}`);

  async function flush(): Promise<void> {
    const all = [...waiting];
    waiting.clear();
    const bucket = Math.floor(now() / BUCKET_MS);
    await Promise.all(
      all.map(async ([room, count]) => {
        await redis.incrby(bucketKey(room, bucket), count);
        await redis.pexpire(bucketKey(room, bucket), BUCKET_MS * (BUCKETS + 1));
      }),
    );
  }

  return {
    count(room) {
      waiting.set(room, (waiting.get(room) ?? 0) + 1);
      timer ??= setTimeout(() => {
        timer = undefined;
        // A count lost in an outage is a number on a page, no more.
        flush().catch(() => {});
      }, FLUSH_MS).unref();
    },
    async perMinute(room, at) {
      const current = Math.floor(at / BUCKET_MS);
      const counts = await redis.mget(Array.from({ length: BUCKETS }, (_, age) => bucketKey(room, current - age)));
      return counts.reduce((sum, count) => sum + Number(count ?? 0), 0);
    },
    flush,
  };
}
