import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '#src/compose.ts';
import type { Composed } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import { decideDraw } from '#src/draws/decide-draw.ts';
import { verifyDraw } from '#src/draws/lots.ts';
import { createOrder } from '#src/orders/create-order.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { readStatus } from '#src/purchases/read-status.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { expectBalanced } from '../support/ledger.ts';
import { publicDraws } from '../support/public-draws.ts';
import { openBench, openSale, refusalOf, rememberRoom } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';
import { servicesFromEnv } from '../support/service.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench();
  deps = bench.deps;
});
afterAll(() => bench.close());

interface Tap {
  buyer: Member;
  request: ReturnType<Sale['request']>;
}

async function tap(sale: Sale, on: Composed = deps): Promise<Tap> {
  const buyer = await bench.buyer();
  const request = sale.request();
  expect(await placePurchase(on, buyer, request)).toHaveProperty('entered');
  return { buyer, request };
}

async function outcomes(all: Tap[]): Promise<string[]> {
  const told = await Promise.all(
    all.map(({ buyer, request }) => readStatus(deps, buyer, { ticket: request.ticket, room: request.room })),
  );
  return told.map((status) => (status.status === 'refused' ? status.code : status.status)).toSorted();
}

/** Numbers of the draws that were made, each as was promised. */
async function fairDraws(sale: Sale): Promise<number[]> {
  const made = await publicDraws(deps, sale.room);
  for (const each of made) expect(verifyDraw(each)).toEqual([]);
  return made.map(({ number }) => number).toSorted((a, b) => a - b);
}

async function orderAll(all: Tap[]): Promise<void> {
  for (const { request } of all) await createOrder(deps, { room: request.room, ticket: request.ticket });
}

describe('a draw of two nodes', () => {
  it('is made once of the taps of both', async () => {
    const { REDIS_PREFIX, dbName } = bench.namespace;
    const env = { ...servicesFromEnv(), NODE_ENV: 'test', LOG_LEVEL: 'silent', REDIS_PREFIX };
    const node = await compose(readConfig(env), { process: 'script', dbName, clock: bench.clock });
    try {
      const sale = await openSale(deps, { units: 7, mode: 'equal_chance' });
      const all = await Promise.all(Array.from({ length: 20 }, (_, at) => tap(sale, at % 2 ? node : deps)));
      bench.clock.pass(10_001);
      await Promise.all([deps, node, deps, node].map((each) => decideDraw(each, sale)));
      const expected = [...Array(13).fill('NOT_DRAWN'), ...Array(7).fill('accepted')];
      expect(await outcomes(all)).toEqual(expected);
      await decideDraw(node, sale);
      expect(await outcomes(all)).toEqual(expected);
      expect(await fairDraws(sale)).toEqual([1]);
      await orderAll(all);
      expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 7 });
    } finally {
      await node.close();
    }
  });
});

describe('a draw whose Redis comes back from an earlier moment', () => {
  it('is won by nobody who taps when its seed is known', async () => {
    const sale = await openSale(deps, { units: 2, mode: 'equal_chance' });
    await deps.windows.commit(await deps.draws.next(sale.room, sale.item, new Date(bench.clock.now())));
    const goBack = await rememberRoom(deps, sale.room);
    const first = await tap(sale);
    bench.clock.pass(10_001);
    await decideDraw(deps, sale);
    await orderAll([first]);
    await goBack();
    await warmGate(deps, sale.room, { force: true });

    const late = await tap(sale);
    bench.clock.pass(10_001);
    await decideDraw(deps, sale);
    const { buyer, request } = late;
    const asked = await refusalOf(readStatus(deps, buyer, { ticket: request.ticket, room: sale.room }));
    expect(asked).toMatchObject({ code: 'UNKNOWN_TICKET' });
    // Its client places it again, and it is in the next draw.
    expect(await placePurchase(deps, buyer, request)).toMatchObject({ entered: { number: 2 } });
    bench.clock.pass(10_001);
    await decideDraw(deps, sale);
    expect(await fairDraws(sale)).toEqual([1, 2]);
    await orderAll([late]);
    expect(await outcomes([first, late])).toEqual(['order', 'order']);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 2 });
  });

  it('has the same winners when it had been open', async () => {
    const sale = await openSale(deps, { units: 2, mode: 'equal_chance' });
    const all = await Promise.all(Array.from({ length: 5 }, () => tap(sale)));
    const goBack = await rememberRoom(deps, sale.room);
    bench.clock.pass(10_001);
    await decideDraw(deps, sale);
    await orderAll(all);
    const before = await outcomes(all);
    expect(before).toEqual(['NOT_DRAWN', 'NOT_DRAWN', 'NOT_DRAWN', 'order', 'order']);
    await goBack();
    await warmGate(deps, sale.room, { force: true });
    await decideDraw(deps, sale);
    await orderAll(all);
    expect(await outcomes(all)).toEqual(before);
    expect(await fairDraws(sale)).toEqual([1]);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 2 });
  });
});
