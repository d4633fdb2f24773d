import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { drawPolicy } from '#src/draws/policy.ts';
import { commitmentOf, drawOrder, verifyDraw } from '#src/draws/lots.ts';
import type { PublicDraw } from '#src/draws/lots.ts';

const seed = 'a1'.repeat(32);
const seedOf = (number: number) => number.toString(16).padStart(64, '0');
const tickets = Array.from({ length: 8 }, (_, index) => `ticket-${index}`);

/** A draw as the service makes it: units to entries in the order of the seed while they last. */
function makeDraw(units: number, quantities: readonly number[], of = seed) {
  const quantity = new Map(tickets.map((ticket, index) => [ticket, quantities[index] ?? 1]));
  let left = units;
  const entries = drawOrder(of, tickets).map((ticket) => {
    const wanted = quantity.get(ticket)!;
    const outcome = wanted <= left ? 'won' : 'NOT_DRAWN';
    if (outcome === 'won') left -= wanted;
    return { ticketHash: ticket, sku: 'sku', quantity: wanted, outcome };
  });
  return { number: 1, commitment: commitmentOf(of), seed: of, entries } satisfies PublicDraw;
}

describe('the order of a draw', () => {
  it('is that of the seed, however the tickets come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(tickets, { minLength: 8 }), (shuffled) => {
        expect(drawOrder(seed, shuffled)).toEqual(drawOrder(seed, tickets));
      }),
    );
    expect(drawOrder(seedOf(1), tickets)).not.toEqual(drawOrder(seedOf(2), tickets));
  });

  it('gives every ticket the same chance of every place', () => {
    const rounds = 4_000;
    const first = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const winner = drawOrder(seedOf(round), tickets)[0]!;
      first.set(winner, (first.get(winner) ?? 0) + 1);
    }
    const expected = rounds / tickets.length;
    const chiSquare = tickets.reduce((sum, ticket) => sum + ((first.get(ticket) ?? 0) - expected) ** 2 / expected, 0);
    // Seven degrees of freedom: a fair draw is above this once in a thousand, and these seeds never change.
    expect(chiSquare).toBeLessThan(24.3);
  });
});

describe('verifying a draw', () => {
  it('finds nothing wrong with one that was made as promised', () => {
    fc.assert(
      fc.property(
        fc.nat(12),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 }),
        fc.nat(1_000_000),
        (units, quantities, number) => {
          expect(verifyDraw(makeDraw(units, quantities, seedOf(number)))).toEqual([]);
        },
      ),
    );
  });

  it('finds another seed, another order, and units given past somebody', () => {
    const made = makeDraw(3, []);
    expect(verifyDraw({ ...made, seed: seedOf(7) })).toContain('the seed is not the one that was committed to');
    const swapped = [made.entries[1]!, made.entries[0]!, ...made.entries.slice(2)];
    expect(verifyDraw({ ...made, entries: swapped })).toHaveLength(1);
    const passed = made.entries.map((entry, index) => ({
      ...entry,
      outcome: index === 0 ? 'NOT_DRAWN' : index < 4 ? 'won' : 'NOT_DRAWN',
    }));
    expect(verifyDraw({ ...made, entries: passed })).toEqual([expect.stringContaining('came before')]);
    expect(verifyDraw({ number: 1, commitment: made.commitment })).toEqual(['its seed has not been told yet']);
  });
});

describe('a draw that is full', () => {
  it('is a document that MongoDB takes', () => {
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    const seen = JSON.stringify({
      seq: Number.MAX_SAFE_INTEGER,
      mediaMs: 123_456_789.123_456_78,
      source: 'friend_card',
    });
    const entry = { ticket: id, account: id, sku: id, quantity: 999, version: 1_000_000, seen, at: Date.now() };
    const entries = Array.from({ length: drawPolicy.entriesMax }, () => entry);
    const results = entries.map(({ ticket }) => ({ ticket, outcome: 'TOO_MANY_HOLDS' }));
    expect(mongo.BSON.calculateObjectSize({ entries, results })).toBeLessThan(8 * 1024 * 1024);
  });
});
