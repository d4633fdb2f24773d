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
  if (after === live.seq) return { how: 'events', from: after + 1, to: after, events: [] };
  const missed = after > live.seq ? undefined : tail.after(after);
  const frame = missed && composeFrame(room, missed);
  if (!frame || frame.events.length > feedPolicy.catchUpEvents) {
    return { how: 'snapshot', seq: live.seq, snapshot: live.snapshot };
  }
  const { from, to, events } = frame;
  return { how: 'events', from, to, events };
}

/** The same with a memory: viewers who are thrown out together miss the same, and a storm of them is answered by a few compositions. */
export function createCatchUps(
  room: string,
  live: Pick<LiveState, 'seq' | 'snapshot'>,
  tail: Tail,
): (after: number) => CaughtUp {
  const answers = new Map<number, CaughtUp>();
  let seq = 0;
  return (after) => {
    if (live.seq !== seq || answers.size >= feedPolicy.catchUpAnswers) answers.clear();
    seq = live.seq;
    const answer = answers.get(after) ?? answerCatchUp(room, live, tail, after);
    answers.set(after, answer);
    return answer;
  };
}
