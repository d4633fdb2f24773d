import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { feedPolicy } from '../policy.ts';
import type { RoomHealer } from './feed-io.ts';
import type { Followed } from './feeds.ts';

interface BeatOptions extends Pick<Deps, 'clock' | 'presence'> {
  healer: RoomHealer;
  logError(roomId: Id, doing: string): (error: unknown) => void;
}

export interface Beat {
  /** Takes this node's viewers out of all counts. */
  close(): Promise<void>;
}

/**
 * Once a second, for every room with sockets here: reports the viewers, notes the host, and compares numbers with the log,
 * which finds a lost log and events that the live stream has not brought.
 */
export function createBeat(
  followed: ReadonlyMap<Id, Followed>,
  { clock, presence, healer, logError }: BeatOptions,
): Beat {
  /** Rooms whose last report said that somebody is here. */
  const reported = new Set<Id>();
  const busy = new Set<Id>();

  async function beat(roomId: Id, { feed, sockets }: Followed): Promise<void> {
    const everybody = [...sockets.values()];
    if (everybody.length > 0) reported.add(roomId);
    else reported.delete(roomId);
    const known = feed.seq;
    const reporting = presence.report(roomId, everybody.filter((each) => each.counted).length);
    const report = await untilLate(reporting, () => feed.setReadOnly(true));
    feed.setReadOnly(false);
    if (everybody.some((each) => each.isHost)) await presence.seeHost(roomId, clock.now());
    if (!report.open) await healer.warm(roomId);
    else if (report.seq < known) await healer.liftAbove(roomId, known);
    else feed.expect(report.seq);
  }

  function beatAll(): void {
    for (const [roomId, entry] of followed) {
      const silent = entry.sockets.size === 0 && !reported.has(roomId);
      if (silent || !entry.ready || busy.has(roomId)) continue;
      busy.add(roomId);
      beat(roomId, entry)
        .catch(logError(roomId, 'reporting'))
        .finally(() => busy.delete(roomId));
    }
  }

  const timer = setInterval(beatAll, feedPolicy.beatMs);
  return {
    async close() {
      clearInterval(timer);
      const rooms = [...reported];
      reported.clear();
      await Promise.all(rooms.map((roomId) => presence.report(roomId, 0).catch(logError(roomId, 'saying goodbye'))));
    },
  };
}

/**
 * The outcome of a report, however late; `onLate` is called when it takes long or fails. One that waits for Redis to come back
 * is not given up: its answer is how the return is noticed, and another would only queue up behind it.
 */
async function untilLate<T>(work: Promise<T>, onLate: () => void): Promise<T> {
  const timer = setTimeout(onLate, feedPolicy.reportPatienceMs);
  try {
    return await work;
  } catch (error) {
    onLate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
