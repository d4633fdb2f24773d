import type { Deps } from '#src/deps.ts';
import { expireRoom } from '../expire-room.ts';
import type { ExpireDeps } from '../expire-room.ts';
import { archivePolicy } from '../policy.ts';
import type { RoomRecord } from '../record.ts';
import { archiveLog } from './archive-log.ts';
import type { ArchiveDeps } from './archive-log.ts';

type SweepDeps = ArchiveDeps & ExpireDeps & Pick<Deps, 'rooms' | 'clock' | 'log'>;

/**
 * Archives the logs of rooms on air, and of rooms that are over until their last events are in. One room's failure does not
 * keep the others from their turn.
 */
export async function sweepArchive(deps: SweepDeps): Promise<void> {
  const over = await deps.rooms.listLogOpen();
  // All take the next room from one list, so that a long log keeps only one of them.
  const rooms = [...(await deps.rooms.listOnAir()), ...over].values();
  await Promise.all(
    Array.from({ length: archivePolicy.roomsAtOnce }, async () => {
      for (const room of rooms) await archiveRoom(deps, room);
    }),
  );
}

async function archiveRoom(deps: SweepDeps, room: RoomRecord): Promise<void> {
  try {
    await archiveLog(deps, room._id);
    // Holds outlive the end of a room, and what becomes of them is in its log.
    const settledFor = room.settledAt ? deps.clock.now() - room.settledAt.getTime() : 0;
    if (settledFor <= archivePolicy.closeAfterMs) return;
    // Again, for what came after the room's end.
    await expireRoom(deps, room._id);
    await deps.rooms.markLogClosed(room._id, new Date(deps.clock.now()));
  } catch (error) {
    deps.log.error({ err: error as Error, roomId: room._id }, 'archiving the log of a room failed');
  }
}
