import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepGates } from '#src/stock/sweep-gates.ts';
import { handlersOf } from '#workers/handlers.ts';
import { startWorkers } from '#workers/run.ts';
import { sweepJobs } from '#workers/sweep.ts';
import type { JobRun } from '#workers/types.ts';
import { openBench, openSale } from '../support/sale.ts';
import type { Bench } from '../support/sale.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('a sweep that stands still', () => {
  it('keeps no other kind of sweep waiting', async () => {
    const { deps } = bench;
    const [begun, goOn, others] = [
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
      Promise.withResolvers<void>(),
    ];
    const waiting = new Set(['sweep.tickets', 'sweep.draws', 'sweep.shelf', 'sweep.payments']);
    let isStanding = false;
    const note = (name: string) => async () => {
      if (isStanding) waiting.delete(name);
      if (waiting.size === 0) others.resolve();
    };
    const sweep = Object.fromEntries([...waiting].map((name) => [name, note(name)]));
    const stand = async () => {
      isStanding = true;
      begun.resolve();
      await goOn.promise;
    };
    const handlers = handlersOf(deps);
    const workers = await startWorkers(deps, {
      ...handlers,
      sweep: { ...handlers.sweep, ...sweep, 'sweep.orders': stand },
    });
    try {
      await begun.promise;
      await others.promise;
    } finally {
      goOn.resolve();
      await workers.close();
    }
    expect([...waiting]).toEqual([]);
  });

  it('of the gates keeps a room going beside one that takes its time', async () => {
    const { deps } = bench;
    const rooms = [await openSale(deps), await openSale(deps)].map(({ room }) => room);
    const kept = new Set<string>();
    const all = Promise.withResolvers<void>();
    // Nobody's turn ends before everybody has had one.
    const isStale = async (room: string) => {
      kept.add(room);
      if (kept.size === rooms.length) all.resolve();
      await all.promise;
      return false;
    };
    const pools = { ...deps.stock.pools, roomsUnsettled: () => Promise.resolve(rooms) };
    await sweepGates({ ...deps, gate: { ...deps.gate, isStale }, stock: { ...deps.stock, pools } });
    expect(kept).toEqual(new Set(rooms));
  });

  it('does not pile up on itself', async () => {
    const { deps } = bench;
    const run: JobRun = { id: '1', attemptsMade: 0, log: deps.log };
    const goOn = Promise.withResolvers<string[]>();
    let asked = 0;
    const roomsUnsettled = () => {
      asked += 1;
      return asked === 1 ? goOn.promise : Promise.resolve([]);
    };
    const pools = { ...deps.stock.pools, roomsUnsettled };
    const sweep = sweepJobs({ ...deps, stock: { ...deps.stock, pools } })['sweep.gates'];
    const first = sweep({}, run);
    await sweep({}, run);
    expect(asked).toBe(1);
    goOn.resolve([]);
    await first;
    await sweep({}, run);
    expect(asked).toBe(2);
  });
});
