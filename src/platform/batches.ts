interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * Group commit: what is asked for while a batch is under way goes together in the next one, so that a busy process pays a
 * round trip per batch and a quiet one waits for nobody. `run` answers one outcome per item, in their order; when it
 * throws, every item of the batch fails.
 */
export function createBatches<T, R>(
  run: (items: readonly T[]) => Promise<readonly PromiseSettledResult<R>[]>,
  max: number,
): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let isBusy = false;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, max);
      waiting = waiting.slice(max);
      await send(batch);
    }
    isBusy = false;
  }

  async function send(batch: Waiting<T, R>[]): Promise<void> {
    try {
      const outcomes = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome?.reason ?? new Error('a batch gave no outcome for one of its items'));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      // The turn's end, so that calls of one moment meet.
      setImmediate(() => void flush());
    });
}

export const fulfilled = <R>(value: R): PromiseSettledResult<R> => ({ status: 'fulfilled', value });
export const rejected = (reason: unknown): PromiseRejectedResult => ({ status: 'rejected', reason });
