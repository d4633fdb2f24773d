import type { Log } from './log.ts';

export interface BatchedWritesOptions<T> {
  write(rows: readonly T[]): Promise<void>;
  /** Milliseconds that rows gather. */
  flushMs: number;
  /** Rows of one write. */
  batch: number;
  /** Batches written at once before others get their turn at the database; all that wait without this. */
  batchesPerTurn?: number;
  /** Rows kept in memory while writes fail; beyond it the oldest are dropped. */
  backlog: number;
  log: Log;
  /** What is written, for the log. */
  what: string;
}

/** Gathers rows and writes them in batches, because one commit can carry hundreds. Best effort: whoever adds does not wait. */
export interface BatchedWrites<T> {
  add(row: T): void;
  /** Writes everything added so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createBatchedWrites<T>(options: BatchedWritesOptions<T>): BatchedWrites<T> {
  const { flushMs, batch, backlog, log, what } = options;
  let waiting: T[] = [];
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function write(batches: number): Promise<void> {
    for (let count = 0; waiting.length > 0; count += 1) {
      if (count >= batches) return schedule();
      const rows = waiting.splice(0, batch);
      try {
        await options.write(rows);
      } catch (error) {
        // Kept for the next turn; only a backlog beyond its bound is given up.
        waiting = [...rows, ...waiting].slice(-backlog);
        log.warn({ err: error as Error, waiting: waiting.length }, `${what} could not be written`);
        schedule();
        return;
      }
    }
  }
  function flush(batches = Infinity): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => write(batches));
    return writing;
  }
  function schedule(): void {
    timer ??= setTimeout(() => void flush(options.batchesPerTurn), flushMs).unref();
  }

  return {
    add(row) {
      waiting.push(row);
      if (waiting.length > backlog) waiting.shift();
      schedule();
    },
    flush: () => flush(),
    async close() {
      await flush();
      clearTimeout(timer);
    },
  };
}
