import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Composed } from '#src/compose.ts';
import { decideDraw } from '#src/draws/decide-draw.ts';
import { drawId } from '#src/draws/draw.ts';
import { listDraws } from '#src/draws/list-draws.ts';
import { commitmentOf, ticketHash, verifyDraw } from '#src/draws/lots.ts';
import { drawPolicy } from '#src/draws/policy.ts';
import { sweepDraws } from '#src/draws/sweep-draws.ts';
import { createOrder } from '#src/orders/create-order.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { cancelPurchase } from '#src/purchases/cancel-purchase.ts';
import { placePurchase } from '#src/purchases/place-purchase.ts';
import { readStatus } from '#src/purchases/read-status.ts';
import { setSelling } from '#src/stock/set-selling.ts';
import { Died, dieAt } from '../support/die-at.ts';
import type { Step } from '../support/die-at.ts';
import { expectBalanced } from '../support/ledger.ts';
import { publicDraws } from '../support/public-draws.ts';
import { loseRoom, openBench, openSale, refusalOf } from '../support/sale.ts';
import type { Bench, Sale } from '../support/sale.ts';

let bench: Bench;
let deps: Composed;
beforeAll(async () => {
  bench = await openBench();
  deps = bench.deps;
});
afterAll(() => bench.close());

interface Tap {
  buyer: Member;
  ticket: string;
}

const openDraw = (options: { units?: number; limit?: number } = {}) =>
  openSale(deps, { units: 3, mode: 'equal_chance', ...options });

async function tap(sale: Sale, quantity = 1, as?: Member): Promise<Tap> {
  const buyer = as ?? (await bench.buyer());
  const request = sale.request({ quantity });
  expect(await placePurchase(deps, buyer, request)).toMatchObject({
    ticket: request.ticket,
    entered: { item: sale.item },
  });
  return { buyer, ticket: request.ticket };
}

const taps = (sale: Sale, count: number) => Promise.all(Array.from({ length: count }, () => tap(sale)));

/** Lets the window close and makes the draw. */
async function draw(sale: Sale): Promise<void> {
  bench.clock.pass(2_001);
  await decideDraw(deps, sale);
}

const statusOf = (sale: Sale, { buyer, ticket }: Tap) => readStatus(deps, buyer, { ticket, room: sale.room });

async function outcomes(sale: Sale, all: Tap[]): Promise<string[]> {
  return Promise.all(
    all.map(async (each) => {
      const status = await statusOf(sale, each);
      return status.status === 'refused' ? status.code : status.status;
    }),
  );
}

/** Nothing is wrong with any draw that was made in the room. */
async function expectFair(sale: Sale) {
  const made = await publicDraws(deps, sale.room);
  for (const each of made) expect(verifyDraw(each)).toEqual([]);
  return made;
}

/** Who won the room's first draw by its public record. */
async function winnersOf(sale: Sale): Promise<(tap: Tap) => boolean> {
  const first = (await publicDraws(deps, sale.room)).at(-1)!;
  const hashes = first.entries!.filter(({ outcome }) => outcome === 'won').map((entry) => entry.ticketHash);
  return ({ ticket }) => hashes.includes(ticketHash(ticket));
}

describe('an item sold by equal chance', () => {
  it('gives its units to as many of those who tapped in the window, and nothing before', async () => {
    const sale = await openDraw();
    const all = await taps(sale, 8);
    expect(await outcomes(sale, all)).toEqual(Array(8).fill('entered'));
    await decideDraw(deps, sale);
    expect(await outcomes(sale, all)).toEqual(Array(8).fill('entered'));
    await draw(sale);
    const ended = (await outcomes(sale, all)).toSorted();
    expect(ended).toEqual([...Array(5).fill('NOT_DRAWN'), ...Array(3).fill('accepted')]);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 3 });
    const [made] = await expectFair(sale);
    expect(made!.entries).toHaveLength(8);
  });

  it('shows everybody who took part to himself, and nobody a ticket of another', async () => {
    const sale = await openDraw();
    const all = await taps(sale, 5);
    await draw(sale);
    const record = await publicDraws(deps, sale.room);
    expect(record[0]!.entries!.map((entry) => entry.ticketHash).toSorted()).toEqual(
      all.map(({ ticket }) => ticketHash(ticket)).toSorted(),
    );
    for (const { ticket } of all) expect(JSON.stringify(record)).not.toContain(ticket);
  });

  it('answers the same ticket the same, before the draw and after it', async () => {
    const sale = await openDraw({ units: 1 });
    const buyers = await Promise.all([bench.buyer(), bench.buyer()]);
    const requests = buyers.map(() => sale.request());
    const place = (index: number) => placePurchase(deps, buyers[index]!, requests[index]!);
    const first = await place(0);
    bench.clock.pass(500);
    expect(await place(0)).toEqual(first);
    await place(1);
    expect(await refusalOf(placePurchase(deps, buyers[0], { ...requests[0]!, quantity: 2 }))).toMatchObject({
      code: 'TICKET_REUSED',
    });
    expect(await refusalOf(placePurchase(deps, buyers[1], requests[0]!))).toMatchObject({ code: 'UNKNOWN_TICKET' });
    await draw(sale);
    const answers = await Promise.all([0, 1].map((index) => refusalOf(place(index))));
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    expect(answers.filter(Boolean)).toEqual([expect.objectContaining({ code: 'NOT_DRAWN', draw: 1 })]);
  });

  it('does not enter a ticket again that was drawn while it was asked about', async () => {
    const sale = await openDraw();
    const buyer = await bench.buyer();
    const request = sale.request();
    await placePurchase(deps, buyer, request);
    const before = await deps.gate.hold({ ...request, account: buyer.id, version: 1, now: 1, until: 2, seen: '' });
    await draw(sale);
    const late = { ...deps, gate: { ...deps.gate, hold: () => Promise.resolve(before) } };
    expect(await refusalOf(placePurchase(late, buyer, request))).toMatchObject({ code: 'WARMING_UP' });
    expect(await placePurchase(deps, buyer, request)).toMatchObject({ ticket: request.ticket, quantity: 1 });
  });

  it('lets an account take part once in a draw', async () => {
    const sale = await openDraw();
    const { buyer } = await tap(sale);
    expect(await refusalOf(placePurchase(deps, buyer, sale.request()))).toMatchObject({ code: 'ALREADY_ENTERED' });
    await draw(sale);
    await tap(sale, 1, buyer);
  });

  it('takes so many entries that they and their results are one document, and no more', async () => {
    const sale = await openDraw();
    const first = await tap(sale);
    const { redis, keys } = deps;
    const others = Array.from({ length: drawPolicy.entriesMax - 1 }, (_, at) => [
      `${at}`,
      '{}',
      `account:${at}`,
      `${at}`,
    ]);
    await redis.hset(keys.room(sale.room, `entries:${sale.item}`), ...others.flat());
    const late = await bench.buyer();
    expect(await refusalOf(placePurchase(deps, late, sale.request()))).toMatchObject({ code: 'DRAW_FULL' });
    expect(await statusOf(sale, first)).toMatchObject({ status: 'entered' });
  });

  it('keeps the limits of what a buyer may have', async () => {
    const sale = await openDraw({ units: 50, limit: 2 });
    const buyer = await bench.buyer();
    const tooMany = await tap(sale, 3, buyer);
    const fine = await tap(sale, 2);
    await draw(sale);
    expect(await outcomes(sale, [tooMany, fine])).toEqual(['LIMIT_REACHED', 'accepted']);
  });

  it('tells what the seed is bound to before the first tap, and the seed afterwards', async () => {
    const sale = await openDraw();
    const eventsOf = async () =>
      (await deps.roomLog.read(sale.room, 0)).events.flatMap((event) =>
        event.kind === 'item.changed' && event.change.draw ? [event.change.draw] : [],
      );
    await tap(sale);
    const [committed, opened] = await eventsOf();
    expect(committed).toMatchObject({ number: 1, endsAt: null });
    expect(opened).toMatchObject({ number: 1, commitment: committed!.commitment });
    expect(opened!.endsAt).not.toBeNull();
    expect((await listDraws(deps, sale.room)).draws[0]).not.toHaveProperty('seed');
    await draw(sale);
    const told = (await eventsOf()).at(-1)!;
    expect(told).toMatchObject({ number: 2, endsAt: null, last: { number: 1, entries: 1, won: 1 } });
    expect(commitmentOf(told.last!.seed)).toBe(committed!.commitment);
    expect(told.commitment).not.toBe(committed!.commitment);
  });

  it('goes to nobody outside a draw, whatever is asked of the gate', async () => {
    const sale = await openDraw();
    const now = deps.clock.now();
    const { ticket, room, item, sku } = sale.request();
    const request = {
      room,
      item,
      sku,
      ticket,
      account: deps.newId(),
      quantity: 1,
      version: 1,
      now,
      until: now + 1,
      seen: '',
    };
    expect(await deps.gate.hold(request)).toEqual([-13, 3]);
  });

  it('is drawn again for what is left, until nothing is', async () => {
    const sale = await openDraw({ units: 3 });
    await taps(sale, 2);
    await draw(sale);
    const more = await taps(sale, 2);
    await draw(sale);
    expect((await outcomes(sale, more)).toSorted()).toEqual(['NOT_DRAWN', 'accepted']);
    expect(await refusalOf(placePurchase(deps, await bench.buyer(), sale.request()))).toMatchObject({
      code: 'SOLD_OUT',
    });
    expect(await expectFair(sale)).toHaveLength(2);
  });

  it('refuses all when the room was closed before the draw', async () => {
    const sale = await openDraw();
    const all = await taps(sale, 2);
    await setSelling(deps, sale.room, 'closed');
    await draw(sale);
    expect(await outcomes(sale, all)).toEqual(['NOT_LIVE', 'NOT_LIVE']);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 3, held: 0 });
  });
});

describe('units that come back while a draw is being made', () => {
  it('go into the next one, and not past those who found none', async () => {
    const sale = await openDraw({ units: 1 });
    const all = await taps(sale, 60);
    let asked = 0;
    const isOf = (request: { ticket: string }) => (each: Tap) => each.ticket === request.ticket;
    const hold: typeof deps.gate.hold = async (request) => {
      const reply = await deps.gate.hold(request);
      asked += 1;
      // Whoever is drawn gives the unit back at once.
      if (reply[0] === 1) await cancelPurchase(deps, all.find(isOf(request))!.buyer, request.ticket);
      return reply;
    };
    bench.clock.pass(2_001);
    await decideDraw({ ...deps, gate: { ...deps.gate, hold } }, sale);
    await expectFair(sale);
    expect(asked).toBeLessThan(60);
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });

  it('still serve whoever wants fewer than there were', async () => {
    const sale = await openDraw({ units: 1 });
    const all = [...(await Promise.all(Array.from({ length: 55 }, () => tap(sale, 2)))), ...(await taps(sale, 3))];
    await draw(sale);
    expect((await outcomes(sale, all)).toSorted()).toEqual([...Array(57).fill('NOT_DRAWN'), 'accepted']);
    await expectFair(sale);
  });
});

describe('a draw whose process dies', () => {
  const steps: Step[] = ['windows.close', 'draws.close', 'gate.hold', 'draws.record', 'draws.next', 'windows.finish'];
  it.each(steps.flatMap((step) => (['before', 'after'] as const).map((when) => [when, step] as const)))(
    'is made by the sweep, once (%s %s)',
    async (when, step) => {
      const sale = await openDraw();
      const all = await taps(sale, 6);
      bench.clock.pass(2_001);
      await expect(decideDraw(dieAt(deps, step, when), sale)).rejects.toBeInstanceOf(Died);
      bench.clock.pass(5_000);
      await sweepDraws(deps);
      const job = await deps.queues.get('holds').getJob(`draw-${sale.item}`);
      // The last step had told the room; only the buyers ask for themselves.
      if (step === 'windows.finish' && when === 'after')
        expect(await deps.windows.numberOf(sale.room, sale.item)).toBe(2);
      else await decideDraw(deps, job!.data);
      const ended = (await outcomes(sale, all)).toSorted();
      expect(ended).toEqual([...Array(3).fill('NOT_DRAWN'), ...Array(3).fill('accepted')]);
      for (const { ticket } of all) await createOrder(deps, { room: sale.room, ticket });
      expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 3 });
      const made = await expectFair(sale);
      expect(made).toHaveLength(1);
      await job?.remove();
    },
  );
});

describe('a draw that is made twice at once', () => {
  it('gives nothing beyond what was recorded first', async () => {
    const sale = await openDraw({ units: 1 });
    const all = await taps(sale, 2);
    bench.clock.pass(2_001);
    const reached = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let asked = 0;
    const hold: typeof deps.gate.hold = async (request) => {
      // The first of both is served, and before the second there is a long pause.
      asked += 1;
      const reply = await deps.gate.hold(request);
      if (asked < 2) return reply;
      reached.resolve();
      await goOn.promise;
      return deps.gate.hold(request);
    };
    const slow = decideDraw({ ...deps, gate: { ...deps.gate, hold } }, sale);
    await reached.promise;
    await decideDraw(deps, sale);
    const isFirst = await winnersOf(sale);
    const drawn = all.find(isFirst)!;
    // The unit comes back, so that the one who was not drawn would get it now.
    await cancelPurchase(deps, drawn.buyer, drawn.ticket);
    goOn.resolve();
    await slow;
    const loser = all.find((each) => !isFirst(each))!;
    expect((await deps.orders.find(loser.ticket))?.state).toBe('void');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });

  it('gives nothing beyond it when the slower run dies', async () => {
    const sale = await openDraw({ units: 1 });
    const all = await taps(sale, 2);
    bench.clock.pass(2_001);
    const dead = { ...deps, draws: { ...deps.draws, record: () => Promise.reject(new Died('draws.record')) } };
    await expect(decideDraw(dead, sale)).rejects.toBeInstanceOf(Died);
    const [granted] = await deps.gate.liveTickets(sale.room);
    // While nothing is recorded no order is made of it, whoever asks.
    expect(await createOrder(deps, { room: sale.room, ticket: granted!.id })).toBe('undrawn');
    expect(await deps.orders.find(granted!.id)).toBeUndefined();
    // Another run has found no units and recorded so.
    const results = all.map(({ ticket }) => ({ ticket, outcome: 'NOT_DRAWN' as const }));
    await deps.draws.record(drawId(sale.item, 1), results, new Date(bench.clock.now()));
    expect(await createOrder(deps, { room: sale.room, ticket: granted!.id })).toBe('void');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 1, held: 0 });
  });
});

describe('a draw whose Redis is lost', () => {
  it('lets everybody enter again when the window was open', async () => {
    const sale = await openDraw();
    const { buyer, ticket } = await tap(sale);
    await loseRoom(deps, sale.room);
    expect(await refusalOf(readStatus(deps, buyer, { ticket, room: sale.room }))).toMatchObject({
      code: 'UNKNOWN_TICKET',
    });
    const again = { ...sale.request(), ticket };
    expect(await placePurchase(deps, buyer, again)).toMatchObject({ entered: { number: 1 } });
    await draw(sale);
    expect(await outcomes(sale, [{ buyer, ticket }])).toEqual(['accepted']);
    await expectFair(sale);
  });

  it('is made of the entries that were fixed', async () => {
    const sale = await openDraw();
    const all = await taps(sale, 4);
    bench.clock.pass(2_001);
    await expect(decideDraw(dieAt(deps, 'draws.close', 'after'), sale)).rejects.toBeInstanceOf(Died);
    await loseRoom(deps, sale.room);
    await decideDraw(deps, sale);
    const made = await expectFair(sale);
    expect(made[0]!.entries!.map(({ outcome }) => outcome).toSorted()).toEqual(['NOT_DRAWN', 'won', 'won', 'won']);
    for (const each of all.filter(await winnersOf(sale))) expect((await statusOf(sale, each)).status).toBe('accepted');
    expect(await expectBalanced(deps, sale.room)).toMatchObject({ free: 0, held: 3 });
  });
});
