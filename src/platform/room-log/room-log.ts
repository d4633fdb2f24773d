import type { Redis } from 'ioredis';
import type { RoomEvent, RoomEventBody, RoomSnapshot } from '../../contract/room-events.ts';
import type { Keys } from '../keys.ts';
import { loadScript } from '../lua.ts';

/**
 * Events that a room's log may hold in Redis (about), 40 to 70 MB: an hour at 50 a second. Far fewer stay, since whoever
 * archives trims behind itself; this is for the time when nobody does, and what goes then is a gap in the archive.
 */
export const LOG_LENGTH = 200_000;

/** The keys `append_event` takes first in every script that logs: log, seq, feed. */
export function roomLogKeys(keys: Keys, roomId: string): [log: string, seq: string, feed: string] {
  return [keys.room(roomId, 'log'), keys.room(roomId, 'seq'), keys.room(roomId, 'feed')];
}

/** One ordered stream of events per room: append, read back, and the checkpoint to start reading from. */
export interface RoomLog {
  /** Starts the log with `room.reset`; answers false when it is open already. `firstSeq`: milliseconds now. */
  open(roomId: string, snapshot: RoomSnapshot, firstSeq: number): Promise<boolean>;
  /** Moves the log to `firstSeq` with `room.reset` if it ends below `seen`: Redis came back without numbers that viewers have. */
  reopen(roomId: string, snapshot: RoomSnapshot, firstSeq: number, seen: number): Promise<boolean>;
  /** Appends in order and answers the last number, or undefined when the log is not open (Redis lost it). */
  append(roomId: string, ...events: RoomEventBody[]): Promise<number | undefined>;
  /** Events after `after`, oldest first, at most `limit`. `complete` is false when older ones have been trimmed away. */
  read(roomId: string, after: number, limit?: number): Promise<{ events: RoomEvent[]; complete: boolean }>;
  /** The newest events up to a number, oldest first. */
  readBack(roomId: string, to: number, limit: number): Promise<RoomEvent[]>;
  checkpoint(roomId: string): Promise<{ seq: number; snapshot: RoomSnapshot } | undefined>;
  saveCheckpoint(roomId: string, seq: number, snapshot: RoomSnapshot): Promise<void>;
  /** Lets the events below a number go (about). */
  trim(roomId: string, below: number): Promise<void>;
  /** Last number given out, or undefined when the log is not open. */
  lastSeq(roomId: string): Promise<number | undefined>;
  /** Lets Redis forget the log after so many milliseconds; a later visit rebuilds it. */
  expire(roomId: string, afterMs: number): Promise<void>;
}

export function createRoomLog(redis: Redis, keys: Keys): RoomLog {
  const appendEvents = loadScript(redis, new URL('./append-events.lua', import.meta.url), { withRoomLog: true });
  const openLog = loadScript(redis, new URL('./open-log.lua', import.meta.url), { withRoomLog: true });
  const reopenLog = loadScript(redis, new URL('./reopen-log.lua', import.meta.url), { withRoomLog: true });
  const saveCheckpoint = loadScript(redis, new URL('./save-checkpoint.lua', import.meta.url));
  const checkpointKey = (roomId: string) => keys.room(roomId, 'checkpoint');

  const allKeys = (roomId: string) => [...roomLogKeys(keys, roomId), checkpointKey(roomId)];
  const startArgs = (snapshot: RoomSnapshot, firstSeq: number) => {
    const body = JSON.stringify({ kind: 'room.reset', snapshot } satisfies RoomEventBody);
    return [firstSeq, LOG_LENGTH, body, JSON.stringify(snapshot)];
  };

  return {
    open: async (roomId, snapshot, firstSeq) => (await openLog(allKeys(roomId), startArgs(snapshot, firstSeq))) === 1,
    reopen: async (roomId, snapshot, firstSeq, seen) =>
      (await reopenLog(allKeys(roomId), [...startArgs(snapshot, firstSeq), seen])) === 1,
    async append(roomId, ...events) {
      const last = await appendEvents(roomLogKeys(keys, roomId), [LOG_LENGTH, ...events.map((e) => JSON.stringify(e))]);
      return last === -1 ? undefined : Number(last);
    },
    async read(roomId, after, limit = LOG_LENGTH) {
      const rows = await redis.xrange(keys.room(roomId, 'log'), `${after + 1}-0`, '+', 'COUNT', limit);
      const events = rows.map(([, fields]) => JSON.parse(fields[1]!) as RoomEvent);
      const first = events[0];
      return { events, complete: first === undefined || first.seq === after + 1 };
    },
    async readBack(roomId, to, limit) {
      const rows = await redis.xrevrange(keys.room(roomId, 'log'), `${to}-0`, '-', 'COUNT', limit);
      return rows.toReversed().map(([, fields]) => JSON.parse(fields[1]!) as RoomEvent);
    },
    async checkpoint(roomId) {
      const { seq, state } = await redis.hgetall(checkpointKey(roomId));
      return seq && state ? { seq: Number(seq), snapshot: JSON.parse(state) as RoomSnapshot } : undefined;
    },
    async saveCheckpoint(roomId, seq, snapshot) {
      await saveCheckpoint([checkpointKey(roomId)], [seq, JSON.stringify(snapshot)]);
    },
    async trim(roomId, below) {
      await redis.xtrim(keys.room(roomId, 'log'), 'MINID', '~', `${below}-0`);
    },
    async lastSeq(roomId) {
      const seq = await redis.get(keys.room(roomId, 'seq'));
      return seq === null ? undefined : Number(seq);
    },
    async expire(roomId, afterMs) {
      // The number is asked first by every reader, so it goes first: a log without it counts as lost, never as shorter.
      const [log, seq, , checkpoint] = allKeys(roomId) as [string, string, string, string];
      await redis.pexpire(seq, afterMs);
      await Promise.all([redis.pexpire(log, afterMs + 60_000), redis.pexpire(checkpoint, afterMs + 60_000)]);
    },
  };
}
