import type { Log } from '#src/platform/log.ts';
import type { ArchivedLine, ChatArchive } from './model.ts';
import { chatPolicy } from './policy.ts';

/** Gathers lines and writes them in batches, because one commit can carry hundreds. Best effort: the live log does not wait. */
export interface ArchiveQueue {
  add(line: ArchivedLine): void;
  /** Writes everything added so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createArchiveQueue(archive: ChatArchive, log: Log): ArchiveQueue {
  const { flushMs, batch, backlog } = chatPolicy.archive;
  let waiting: ArchivedLine[] = [];
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const lines = waiting.splice(0, batch);
      try {
        await archive.insertLines(lines);
      } catch (error) {
        // Kept for the next turn; only a backlog beyond its bound is given up.
        waiting = [...lines, ...waiting].slice(-backlog);
        log.warn({ err: error as Error, waiting: waiting.length }, 'chat archive write failed');
        schedule();
        return;
      }
    }
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }
  function schedule(): void {
    timer ??= setTimeout(() => void flush(), flushMs).unref();
  }

  return {
    add(line) {
      waiting.push(line);
      if (waiting.length > backlog) waiting.shift();
      schedule();
    },
    flush,
    async close() {
      await flush();
      clearTimeout(timer);
    },
  };
}
