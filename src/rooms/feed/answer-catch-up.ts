import type { CaughtUp } from '#src/contract/room-client.ts';
import { feedPolicy } from '../policy.ts';
import { composeFrame } from './compose-frame.ts';
import type { LiveState } from './live-state.ts';
import type { Tail } from './tail.ts';

/** What a client that has everything up to `after` is missing, from memory alone: events, or a snapshot when they are too many. */
export function answerCatchUp(
  room: string,
  live: Pick<LiveState, 'seq' | 'snapshot'>,
  tail: Tail,
  after: number,
): CaughtUp {
  const missed = after === live.seq ? [] : tail.after(after);
  if (!missed || after > live.seq || missed.length > feedPolicy.catchUpEvents) {
    return { how: 'snapshot', seq: live.seq, snapshot: live.snapshot };
  }
  if (missed.length === 0) return { how: 'events', from: after + 1, to: after, events: [] };
  const { from, to, events } = composeFrame(room, missed);
  return { how: 'events', from, to, events };
}
