import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { archivePolicy } from '../policy.ts';

export type ArchiveDeps = Pick<Deps, 'roomLog' | 'roomArchive'>;

/**
 * Moves what is new in a room's log to MongoDB, in batches, and lets Redis forget what is old and archived; several
 * processes may do so at once. Answers how many events. A log that Redis has lost adds nothing; rebuilt, it goes on with
 * its `room.reset`.
 */
export async function archiveLog({ roomLog, roomArchive }: ArchiveDeps, roomId: Id): Promise<number> {
  let count = 0;
  for (;;) {
    const after = await roomArchive.lastSeq(roomId);
    const { events, complete } = await roomLog.read(roomId, after, archivePolicy.batch);
    if (events.length === 0) return count;
    const gap = !complete && events[0]!.kind !== 'room.reset';
    if (await roomArchive.insert(roomId, events, gap)) count += events.length;
    // Whatever came before this batch is archived.
    await roomLog.trim(roomId, events[0]!.seq - archivePolicy.keep);
    if (events.length < archivePolicy.batch) return count;
  }
}
