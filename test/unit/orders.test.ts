import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderState } from '#src/contract/purchases.ts';
import type { OrderState } from '#src/contract/purchases.ts';
import { orderNumber } from '#src/orders/order-number.ts';
import { allows, cancelReasonOf, mayAct, mayPayLate, orderTransitions } from '#src/orders/rules.ts';
import type { OrderAct, Party } from '#src/orders/rules.ts';

const acts = Object.keys(orderTransitions) as OrderAct[];
const parties: Party[] = ['buyer', 'seller', 'operator', 'system'];

describe('the life of an order', () => {
  it('has the steps of the design and no other', () => {
    const steps = acts.flatMap((act) =>
      orderTransitions[act].from.map((from) => `${from} -> ${orderTransitions[act].to}`),
    );
    expect(steps.toSorted()).toEqual([
      'cancelled -> paid',
      'completed -> refunded',
      'paid -> refunded',
      'paid -> refunding',
      'paid -> shipped',
      'placed -> cancelled',
      'placed -> paid',
      'refunding -> refunded',
      'shipped -> completed',
      'shipped -> refunded',
      'shipped -> refunding',
    ]);
  });

  it('never leaves an end, and nothing comes of a void ticket', () => {
    for (const end of ['refunded', 'void'] as OrderState[]) expect(acts.filter((act) => allows(act, end))).toEqual([]);
    expect(acts.filter((act) => allows(act, 'completed'))).toEqual(['refund_done']);
    expect(orderState.options.filter((state) => allows('cancel', state))).toEqual(['placed']);
  });

  it('is moved by those whose step it is', () => {
    const who = Object.fromEntries(acts.map((act) => [act, parties.filter((party) => mayAct(act, party))]));
    expect(who).toEqual({
      pay: ['system'],
      pay_late: ['system'],
      cancel: ['buyer', 'seller', 'operator', 'system'],
      ship: ['seller'],
      complete: ['buyer', 'operator'],
      refund: ['seller', 'operator'],
      refund_done: ['system'],
    });
    expect(parties.map(cancelReasonOf)).toEqual(['user', 'seller', 'operator', 'timeout']);
  });

  it('honours late money only where a hold ran out', () => {
    expect(mayPayLate({ state: 'cancelled', cancelReason: 'timeout' })).toBe(true);
    expect(mayPayLate({ state: 'cancelled', cancelReason: 'user' })).toBe(false);
    expect(mayPayLate({ state: 'placed' })).toBe(false);
  });
});

describe('order numbers', () => {
  it('are short, dated, readable, and the same every time', () => {
    const at = new Date('2026-01-31T23:59:59.000Z');
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.nat(7), (ticket, attempt) => {
        const number = orderNumber(ticket, at, attempt);
        expect(number).toMatch(/^SC-20260131-[0-9A-HJKMNP-TV-Z]{6}$/);
        expect(orderNumber(ticket, at, attempt)).toBe(number);
        expect(orderNumber(ticket, at, attempt + 1)).not.toBe(number);
      }),
    );
  });
});
