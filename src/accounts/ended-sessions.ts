import type { Redis } from 'ioredis';
import type { Id } from '#src/contract/ids.ts';
import { withDeadline } from '#src/platform/deadline.ts';
import type { Keys } from '#src/platform/keys.ts';
import type { Log } from '#src/platform/log.ts';

/** A Redis that does not answer within this is not waited for, in milliseconds. */
const PATIENCE_MS = 500;

/**
 * Sessions that ended while an access token of theirs may still be alive, so that a ban or sign-out counts at once.
 * Without Redis tokens simply live out their ten minutes.
 */
export interface EndedSessions {
  mark(sessions: readonly Id[]): Promise<void>;
  has(session: Id): Promise<boolean>;
}

/** @param keepMs how long an access token may outlive its session */
export function createEndedSessions(redis: Redis, keys: Keys, log: Log, keepMs: number): EndedSessions {
  const keyOf = (session: Id) => keys.global('ended-session', session);
  return {
    async mark(sessions) {
      const writes = Promise.all(sessions.map((session) => redis.set(keyOf(session), '1', 'PX', keepMs)));
      await withDeadline(writes, PATIENCE_MS).catch((error: unknown) => {
        log.warn({ err: error }, 'ended sessions could not be marked; their tokens live on for up to ten minutes');
      });
    },
    async has(session) {
      if (redis.status !== 'ready') return false;
      return withDeadline(redis.exists(keyOf(session)), PATIENCE_MS).then(
        (found) => found === 1,
        () => false,
      );
    },
  };
}
