import type { RoomEvent } from '#src/contract/room-events.ts';
import type { RoomRecord } from '../record.ts';

/** Not asked again before this, unless the log says that the room changed. Milliseconds. */
const MAX_AGE_MS = 10_000;

/** The facts of a room that its log does not show (owner, moderators, blocked words), read again when the log says so. */
export interface RecordCache {
  read(): Promise<RoomRecord>;
  /** Every change of these facts is announced by a `room.changed`, if need be an empty one. */
  notice(event: RoomEvent): void;
}

export function createRecordCache(load: () => Promise<RoomRecord>, now: () => number): RecordCache {
  let cached: { record: Promise<RoomRecord>; at: number } | undefined;
  return {
    read() {
      if (!cached || now() - cached.at > MAX_AGE_MS) {
        const entry = { record: load(), at: now() };
        entry.record.catch(() => {
          if (cached === entry) cached = undefined;
        });
        cached = entry;
      }
      return cached.record;
    },
    notice(event) {
      if (event.kind === 'room.changed' || event.kind === 'room.reset') cached = undefined;
    },
  };
}
