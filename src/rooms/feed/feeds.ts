import type { Redis } from 'ioredis';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { LocalSockets } from '#src/platform/edge/local-sockets.ts';
import { withDeadline } from '#src/platform/deadline.ts';
import { feedPolicy, roomPolicy } from '../policy.ts';
import { createBeat } from './beat.ts';
import { createSource, sendFrame, tellReadOnly } from './feed-io.ts';
import type { RoomHealer } from './feed-io.ts';
import { createFeedMetrics } from './feed-metrics.ts';
import { createRoomFeed } from './room-feed.ts';
import type { DrivenFeed, RoomFeed } from './room-feed.ts';
import { createFeedSubscriber } from './subscriber.ts';

/** The Socket.IO channel of a room's viewers. */
export const roomChannel = (roomId: Id): string => `room:${roomId}`;

/** How a socket is in a room: staff are there but are no audience. */
export interface Attendance {
  counted: boolean;
  isHost: boolean;
}

/** The rooms this node follows: those with sockets here, and those asked for a moment ago. */
export interface Feeds {
  /** The room's live state on this node; follows the room for a while if it did not yet. @throws NOT_FOUND */
  open(roomId: Id): Promise<RoomFeed>;
  /** A socket is in the room from now on, or in another way than before. @throws ROOM_FULL NOT_FOUND */
  enter(roomId: Id, socketId: string, attendance: Attendance): Promise<RoomFeed>;
  leave(roomId: Id, socketId: string): void;
  /** Says goodbye for this node's viewers and ends all following. Idempotent. */
  close(): Promise<void>;
}

export interface FeedsOptions {
  deps: Pick<Deps, 'log' | 'clock' | 'keys' | 'roomLog' | 'rooms' | 'presence' | 'metrics'>;
  /** A connection of its own, for subscriptions only; closed with the feeds. */
  subscription: Redis;
  sockets: LocalSockets;
  healer: RoomHealer;
}

/** One followed room. */
export interface Followed {
  feed: DrivenFeed;
  started: Promise<void>;
  ready: boolean;
  sockets: Map<string, Attendance>;
  linger: NodeJS.Timeout | undefined;
}

export function createFeeds({ deps, subscription, sockets, healer }: FeedsOptions): Feeds {
  const { log, clock } = deps;
  const followed = new Map<Id, Followed>();
  const logError = (roomId: Id, doing: string) => (error: unknown) =>
    log.warn({ err: error as Error, roomId }, `room feed: ${doing} failed`);
  const subscriber = createFeedSubscriber(subscription, deps.keys, {
    onEvent: (roomId, event) => followed.get(roomId)?.feed.receive(event),
    onLost() {
      for (const { feed } of followed.values()) feed.doubt();
    },
    onRestored() {
      for (const [roomId, { feed, ready }] of followed) if (ready) feed.fill().catch(logError(roomId, 'reading on'));
    },
    onError: (error) => log.warn({ err: error as Error }, 'room feeds: subscription connection'),
  });
  const metrics = createFeedMetrics(deps.metrics, {
    rooms: () => followed.size,
    sockets: () => [...followed.values()].reduce((sum, entry) => sum + entry.sockets.size, 0),
  });
  const beat = createBeat(followed, { clock, presence: deps.presence, healer, logError });

  function follow(roomId: Id): Followed {
    const feed = createRoomFeed({
      ...createSource(deps, healer, roomId),
      roomId,
      viewers: () => sockets.count(roomChannel(roomId)),
      tellReadOnly: (readOnly) => tellReadOnly(sockets, roomChannel(roomId), { room: roomId, readOnly }),
      send: (frame) => sendFrame(sockets, metrics, roomChannel(roomId), frame),
      onError: logError(roomId, 'reading or saving'),
    });
    const started = subscriber.subscribe(roomId).then(() => feed.start());
    const entry: Followed = { feed, started, ready: false, sockets: new Map(), linger: undefined };
    followed.set(roomId, entry);
    started.then(
      () => (entry.ready = true),
      () => drop(roomId, entry),
    );
    return entry;
  }

  function drop(roomId: Id, entry: Followed): void {
    clearTimeout(entry.linger);
    if (followed.get(roomId) !== entry) return;
    followed.delete(roomId);
    subscriber.unsubscribe(roomId).catch(logError(roomId, 'unsubscribing'));
    entry.feed.close().catch(logError(roomId, 'closing'));
  }

  /** A room nobody here is in is followed a little longer, since viewers come back. */
  function touch(roomId: Id, entry: Followed): void {
    clearTimeout(entry.linger);
    if (entry.sockets.size > 0) return;
    entry.linger = setTimeout(() => drop(roomId, entry), feedPolicy.lingerMs).unref();
  }

  /** Nobody waits long for a room that cannot be read now. @throws BUSY */
  async function untilStarted({ ready, started }: Followed): Promise<void> {
    // Every said line comes by here: no timer and no error is made for a room that is read already.
    if (ready) return;
    const late = new AppError('BUSY', { retryAfterMs: 1_000 });
    await withDeadline(started, feedPolicy.startPatienceMs, late);
  }

  function leave(roomId: Id, socketId: string): void {
    const entry = followed.get(roomId);
    if (entry?.sockets.delete(socketId)) touch(roomId, entry);
  }

  const entryOf = (roomId: Id): Followed => followed.get(roomId) ?? follow(roomId);
  return {
    async open(roomId) {
      const entry = entryOf(roomId);
      touch(roomId, entry);
      await untilStarted(entry);
      return entry.feed;
    },
    async enter(roomId, socketId, attendance) {
      const entry = entryOf(roomId);
      const isFull = entry.sockets.size >= roomPolicy.viewersPerNodeMax;
      if (isFull && attendance.counted && !entry.sockets.has(socketId)) {
        throw new AppError('ROOM_FULL', { retryAfterMs: 5_000 });
      }
      entry.sockets.set(socketId, attendance);
      touch(roomId, entry);
      try {
        await untilStarted(entry);
      } catch (error) {
        leave(roomId, socketId);
        throw error;
      }
      return entry.feed;
    },
    leave,
    async close() {
      await beat.close();
      subscriber.close();
      const all = [...followed.values()];
      followed.clear();
      for (const { linger } of all) clearTimeout(linger);
      await Promise.all(all.map(({ feed }) => feed.close()));
    },
  };
}
