import type { NoticePayload } from '#src/contract/commands.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { RoomFrame, RoomSnapshot } from '#src/contract/room-events.ts';
import type { Deps } from '#src/deps.ts';
import type { LocalSockets, SlowRule } from '#src/platform/edge/local-sockets.ts';
import { requireRoom } from '../authorize.ts';
import { feedPolicy } from '../policy.ts';
import type { FeedMetrics } from './feed-metrics.ts';
import type { FeedOptions } from './room-feed.ts';

/** Brings a room's log back when Redis has lost all of it, or its end. */
export interface RoomHealer {
  /** Opens the log if it is not open. @throws NOT_FOUND */
  warm(roomId: Id): Promise<void>;
  /** Moves the log above a number that viewers have seen. */
  liftAbove(roomId: Id, seq: number): Promise<void>;
}

type SourceDeps = Pick<Deps, 'clock' | 'roomLog' | 'rooms' | 'presence'>;

/** Where a feed reads and saves: the log in Redis, the record in MongoDB. */
export function createSource(
  deps: SourceDeps,
  healer: RoomHealer,
  roomId: Id,
): Pick<FeedOptions, 'source' | 'readRecord' | 'saveCheckpoint' | 'now'> {
  const { clock, roomLog, rooms, presence } = deps;
  return {
    source: {
      async load() {
        if ((await roomLog.lastSeq(roomId)) === undefined) await healer.warm(roomId);
        const checkpoint = await roomLog.checkpoint(roomId);
        if (!checkpoint) throw new AppError('BUSY', { retryAfterMs: 500, details: { room: roomId } });
        return checkpoint;
      },
      read: (after, limit) => roomLog.read(roomId, after, limit),
      readBack: (to) => roomLog.readBack(roomId, to, feedPolicy.readBackEvents),
      liftAbove: (seq) => healer.liftAbove(roomId, seq),
    },
    readRecord: () => requireRoom(deps, roomId),
    async saveCheckpoint(seq: number, snapshot: RoomSnapshot) {
      await roomLog.saveCheckpoint(roomId, seq, snapshot);
      const { peak } = await presence.count(roomId);
      await rooms.saveCounts(roomId, { likes: snapshot.likes, peakViewers: peak });
    },
    now: () => clock.now(),
  };
}

/**
 * One frame to all local viewers, encoded once; who cannot keep up is taken out and told to come back with a fresh snapshot.
 * Answers the milliseconds it kept the event loop.
 */
export async function sendFrame(
  sockets: LocalSockets,
  metrics: FeedMetrics,
  channel: string,
  frame: RoomFrame,
): Promise<number> {
  const slow = slowRule(sockets, frame.room, feedPolicy.slowSocketBytes);
  const { shed, busyMs } = await sockets.deliver(channel, 'room:events', frame, slow);
  metrics.frame.observe(busyMs / 1000);
  if (shed > 0) metrics.shed.inc(shed);
  return busyMs;
}

/** Tells the viewers here that the room's log is out of reach, or back. */
export function tellReadOnly(sockets: LocalSockets, channel: string, notice: NoticePayload<'room:read-only'>): void {
  const slow = slowRule(sockets, notice.room, feedPolicy.slowSocketBytes * 2);
  void sockets.deliver(channel, 'room:read-only', notice, slow);
}

/** Whoever was taken out is told to come back, not all of them at once. */
function slowRule(sockets: LocalSockets, room: Id, bytes: number): SlowRule {
  return {
    bytes,
    onDrained(socketId) {
      const afterMs = Math.floor(Math.random() * feedPolicy.resyncSpreadMs);
      sockets.notify(socketId, 'room:resync', { room, afterMs });
    },
  };
}
