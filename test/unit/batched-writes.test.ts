import { describe, expect, test, vi } from 'vitest';
import { createBatchedWrites } from '#src/platform/batched-writes.ts';
import type { Log } from '#src/platform/log.ts';

const log = { warn: () => {} } as unknown as Log;

function open(over: { batchesPerTurn?: number; fails?: () => boolean; backlog?: number } = {}) {
  const written: number[][] = [];
  const writes = createBatchedWrites<number>({
    async write(rows) {
      if (over.fails?.()) throw new Error('away');
      written.push([...rows]);
    },
    flushMs: 100,
    batch: 2,
    backlog: over.backlog ?? 10,
    log,
    what: 'numbers',
    ...(over.batchesPerTurn && { batchesPerTurn: over.batchesPerTurn }),
  });
  return { writes, written };
}

describe('batched writes', () => {
  test('gather rows and write all of them in batches, in order', async () => {
    const { writes, written } = open();
    for (const row of [1, 2, 3]) writes.add(row);
    expect(written).toEqual([]);
    await writes.flush();
    expect(written).toEqual([[1, 2], [3]]);
  });

  test('take one batch a turn where others are to go first, and all at the end', async () => {
    vi.useFakeTimers();
    try {
      const { writes, written } = open({ batchesPerTurn: 1 });
      for (const row of [1, 2, 3, 4, 5]) writes.add(row);
      await vi.advanceTimersByTimeAsync(100);
      expect(written).toEqual([[1, 2]]);
      await vi.advanceTimersByTimeAsync(100);
      expect(written).toEqual([
        [1, 2],
        [3, 4],
      ]);
      await writes.close();
      expect(written.flat()).toEqual([1, 2, 3, 4, 5]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('keep what could not be written, and no more than the backlog', async () => {
    let isAway = true;
    const { writes, written } = open({ fails: () => isAway, backlog: 3 });
    for (const row of [1, 2, 3, 4]) writes.add(row);
    await writes.flush();
    expect(written).toEqual([]);
    isAway = false;
    await writes.flush();
    expect(written.flat()).toEqual([2, 3, 4]);
    await writes.close();
  });
});
