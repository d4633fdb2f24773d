import type { Deps } from '#src/deps.ts';
import { sweepArchive } from '#src/rooms/archive/sweep-archive.ts';
import type { QueueHandlers } from './types.ts';

/** Logs of rooms move to MongoDB. */
export function archiveJobs(deps: Deps): QueueHandlers<'archive'> {
  return {
    'archive.logs': () => sweepArchive(deps),
  };
}
