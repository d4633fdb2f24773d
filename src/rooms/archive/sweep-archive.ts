import type { Deps } from '#src/deps.ts';
import { archivePolicy } from '../policy.ts';
import { archiveLog } from './archive-log.ts';
import type { ArchiveDeps } from './archive-log.ts';

/**
 * Archives the logs of rooms on air, and of rooms that are over until their last events are in. One room's failure does not
 * keep the others from their turn.
 */
export async function sweepArchive(deps: ArchiveDeps & Pick<Deps, 'rooms' | 'clock' | 'log'>): Promise<void> {
  const over = await deps.rooms.listLogOpen();
  for (const room of [...(await deps.rooms.listOnAir()), ...over]) {
    try {
      await archiveLog(deps, room._id);
      const endedFor = room.endedAt ? deps.clock.now() - room.endedAt.getTime() : 0;
      if (endedFor > archivePolicy.closeAfterMs) await deps.rooms.markLogClosed(room._id, new Date(deps.clock.now()));
    } catch (error) {
      deps.log.error({ err: error as Error, roomId: room._id }, 'archiving the log of a room failed');
    }
  }
}
