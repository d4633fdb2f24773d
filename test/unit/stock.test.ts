import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offerText } from '#src/stock/gate-items.ts';
import { sellingOf } from '#src/stock/build-gate.ts';
import { isLive, readTicket, writeTicket } from '#src/stock/ticket.ts';
import type { Ticket, TicketState } from '#src/stock/ticket.ts';
import { serialOf, unitId } from '#src/stock/unit.ts';

const id = fc.uuid({ version: 7 });
const states: TicketState[] = ['held', 'ordered', 'paid', 'releasing', 'released'];
const count = fc.nat(2 ** 40);
const ticket: fc.Arbitrary<Ticket> = fc.record({
  id,
  room: id,
  account: id,
  item: id,
  sku: id,
  quantity: fc.integer({ min: 1, max: 999 }),
  version: fc.nat(),
  price: count,
  pool: id,
  serials: fc.array(fc.nat(1_000_000), { maxLength: 20 }),
  state: fc.constantFrom(...states),
  at: count,
  until: count,
  seq: count,
  pinned: fc.boolean(),
  seen: fc.constantFrom('', '{"seq":1,"source":"room"}', '{"a":"b|c|"}'),
});

describe('a ticket in Redis', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(ticket, (each) => {
        expect(readTicket(each.room, each.id, writeTicket(each))).toEqual(each);
      }),
    );
    expect(readTicket('room', 'ticket', null)).toBeUndefined();
  });

  it('is live until its units are sold or back', () => {
    expect(states.filter(isLive)).toEqual(['held', 'ordered', 'releasing']);
  });
});

describe('units and offers', () => {
  it('name pool and serial', () => {
    expect(serialOf(unitId('a-pool', 17))).toBe(17);
  });

  it('say what the gate reads', () => {
    const sku = { sku: 's', pool: 'p', price: 1_990, size: 5, members: '' };
    const item = { room: 'r', item: 'i', product: 'x', revision: 3, version: 7, members: '', skus: [sku] };
    expect(offerText({ ...item, state: 'on_sale', limit: 2 }, sku)).toBe('sale|7|2|1990|5|p');
    expect(offerText({ ...item, state: 'withdrawn', limit: undefined }, sku)).toBe('off|7|0|1990|5|p');
  });

  it('follow the state of the room', () => {
    const all = (['scheduled', 'live', 'paused', 'ended', 'closed'] as const).map(sellingOf);
    expect(all).toEqual(['closed', 'open', 'paused', 'closed', 'closed']);
  });
});
