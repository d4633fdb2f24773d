import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppError } from '#src/contract/errors.ts';
import { createKeys } from '#src/platform/keys.ts';
import type { Script } from '#src/platform/lua.ts';
import { createHoldBatches } from '#src/stock/hold-batches.ts';
import type { HoldReply } from '#src/stock/hold-batches.ts';
import { stockPolicy } from '#src/stock/policy.ts';

const keys = createKeys('t');
const request = (ticket: string, sku = 'sku', room = 'room') => ({
  room,
  ticket,
  sku,
  account: 'buyer',
  item: 'item',
  quantity: 1,
  version: 1,
  now: 1,
  until: 2,
  seen: '',
});
/** Tickets of one call, by their keys. */
const ticketsOf = (call: string[]): string[] => call.flatMap((key) => key.split(':ticket:')[1] ?? []);

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

describe('requests of one moment', () => {
  it('share a call per SKU and room, in their order, and each gets its own answer', async () => {
    const calls: string[][] = [];
    const script: Script = (all) => {
      calls.push(all);
      return Promise.resolve(ticketsOf(all).map((ticket): HoldReply => [1, ticket]));
    };
    const hold = createHoldBatches(script, keys);
    const requests = [request('a'), request('b', 'other'), request('c'), request('d', 'sku', 'elsewhere')];
    expect(await Promise.all(requests.map(hold))).toEqual([
      [1, 'a'],
      [1, 'b'],
      [1, 'c'],
      [1, 'd'],
    ]);
    expect(calls.map(ticketsOf)).toEqual([['a', 'c'], ['b'], ['d']]);
    expect(await hold(request('e'))).toEqual([1, 'e']);
    expect(calls).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are sent in calls of bounded size', async () => {
    const sizes: number[] = [];
    const hold = createHoldBatches((all) => {
      sizes.push(ticketsOf(all).length);
      return Promise.resolve(ticketsOf(all).map((): HoldReply => [1]));
    }, keys);
    await Promise.all(Array.from({ length: 60 }, (_, index) => hold(request(`t${index}`))));
    expect(sizes).toEqual([25, 25, 10]);
  });

  it('all hear of a failure, and of a Redis that does not answer', async () => {
    const failing = createHoldBatches(() => Promise.reject(new Error('gone')), keys);
    const failures = await Promise.allSettled([failing(request('a')), failing(request('b'))]);
    expect(failures.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    const silent = createHoldBatches(() => new Promise(() => {}), keys);
    const waiting = [silent(request('a')), silent(request('b'))].map((each) =>
      each.catch((error: AppError) => error.code),
    );
    await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(stockPolicy.gatePatienceMs);
    expect(await Promise.all(waiting)).toEqual(['BUSY', 'BUSY']);
  });
});
