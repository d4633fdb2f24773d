import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/** Counts taps on the heart. @throws NOT_LIVE SWITCHED_OFF NOT_FOUND */
export async function sendLikes(deps: Pick<Deps, 'feeds' | 'likes'>, input: { room: Id; taps: number }): Promise<void> {
  const { snapshot, isReadOnly } = await deps.feeds.open(input.room);
  if (isReadOnly) throw new AppError('BUSY', { retryAfterMs: 1_000 });
  if (snapshot.state !== 'live' && snapshot.state !== 'paused') throw new AppError('NOT_LIVE');
  if (!snapshot.switches.likes) throw new AppError('SWITCHED_OFF');
  deps.likes.add(input.room, input.taps);
}
