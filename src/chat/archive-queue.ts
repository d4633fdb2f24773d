import { createBatchedWrites } from '#src/platform/batched-writes.ts';
import type { BatchedWrites } from '#src/platform/batched-writes.ts';
import type { Log } from '#src/platform/log.ts';
import type { ArchivedLine, ChatArchive } from './model.ts';
import { chatPolicy } from './policy.ts';

/** Lines on their way into the archive; the live log does not wait for them. */
export type ArchiveQueue = BatchedWrites<ArchivedLine>;

export function createArchiveQueue(archive: ChatArchive, log: Log): ArchiveQueue {
  const write = (lines: readonly ArchivedLine[]) => archive.insertLines(lines);
  return createBatchedWrites({ ...chatPolicy.archive, write, log, what: 'the chat archive' });
}
