import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { roomPolicy } from './policy.ts';

export type ExpireDeps = Pick<Deps, 'roomLog' | 'presence' | 'likes' | 'chat'>;

/** Lets Redis forget a room that is over, some time later; a visit rebuilds it from MongoDB. */
export async function expireRoom(deps: ExpireDeps, roomId: Id): Promise<void> {
  const afterMs = roomPolicy.endedLogMs;
  await deps.roomLog.expire(roomId, afterMs);
  // What goes with the log goes after it: a log that is open has its counts and restraints.
  const later = afterMs + 60_000;
  await Promise.all([deps.presence, deps.likes, deps.chat].map((each) => each.expire(roomId, later)));
}
