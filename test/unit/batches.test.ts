import { describe, expect, it } from 'vitest';
import { createBatches, fulfilled, rejected } from '#src/platform/batches.ts';

/** A batch runner whose batches end when told. */
function controlled(max = 100) {
  const batches: { items: readonly number[]; end(): void; fail(error: Error): void }[] = [];
  const ask = createBatches<number, string>(
    (items) =>
      new Promise((resolve, reject) => {
        batches.push({
          items,
          end: () =>
            resolve(items.map((item) => (item < 0 ? rejected(new Error(`no ${item}`)) : fulfilled(`${item}`)))),
          fail: reject,
        });
      }),
    max,
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { batches, ask, turn };
}

describe('group commit', () => {
  it('sends what was asked in one turn together, and what came meanwhile in the next batch', async () => {
    const { batches, ask, turn } = controlled();
    const first = [ask(1), ask(2)];
    await turn();
    const second = [ask(3), ask(4), ask(5)];
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([[1, 2]]);
    batches[0]!.end();
    expect(await Promise.all(first)).toEqual(['1', '2']);
    await turn();
    expect(batches[1]!.items).toEqual([3, 4, 5]);
    batches[1]!.end();
    expect(await Promise.all(second)).toEqual(['3', '4', '5']);
  });

  it('never sends more than the most at once', async () => {
    const { batches, ask, turn } = controlled(2);
    const all = [1, 2, 3].map(ask);
    await turn();
    batches[0]!.end();
    await turn();
    batches[1]!.end();
    expect(await Promise.all(all)).toEqual(['1', '2', '3']);
    expect(batches.map(({ items }) => items)).toEqual([[1, 2], [3]]);
  });

  it('fails only the item that failed', async () => {
    const { batches, ask, turn } = controlled();
    const all = Promise.allSettled([1, -2, 3].map(ask));
    await turn();
    batches[0]!.end();
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails everybody when it is open what was done, and goes on afterwards', async () => {
    const { batches, ask, turn } = controlled();
    const lost = Promise.allSettled([ask(1), ask(2)]);
    await turn();
    batches[0]!.fail(new Error('connection lost'));
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = ask(3);
    await turn();
    batches[1]!.end();
    expect(await next).toBe('3');
  });
});
