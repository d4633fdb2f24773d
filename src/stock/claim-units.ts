import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { dropStrays } from './drop-strays.ts';
import { recountGate } from './warm-gate.ts';
import type { WarmDeps } from './warm-gate.ts';
import type { Ticket } from './ticket.ts';
import { serialOf, unitId } from './unit.ts';
import type { UnitRecord } from './unit.ts';

/** Each round meets only strays, or serials that Redis gave out twice after a loss; the recount then removes them all. */
const ROUNDS = 5;

/**
 * Claims a ticket's units in MongoDB, the arbiter. A unit that a slow run claimed for a ticket that was given up is taken
 * from it; a serial that belongs to another ticket is exchanged for a free one, which happens only when Redis has come
 * back without its last moments. May run any number of times.
 * Answers the serials the ticket has now, or undefined when there are not enough free ones left.
 */
export async function claimUnits(deps: WarmDeps & Pick<Deps, 'stock'>, ticket: Ticket): Promise<number[] | undefined> {
  let { serials } = ticket;
  for (let round = 0; round < ROUNDS; round += 1) {
    const refused = await deps.stock.units.claim(serials.map((serial) => toUnit(deps, ticket, serial)));
    const lost = new Set(refused.map(serialOf));
    const kept = serials.filter((serial) => !lost.has(serial));
    // Fewer than it was granted: a run before this one gave up in the middle of an exchange.
    if (kept.length === ticket.quantity) return serials;
    if (lost.size > 0 && (await dropStrays(deps, ticket.room, ticket.id, refused))) continue;
    crashPoint('units.exchanging');
    if (lost.size > 0) await deps.gate.keepSerials(ticket.room, ticket.id, kept);
    await recountGate(deps, ticket.room, 'a unit was given out that belongs to another ticket');
    const { room, id, until, state } = ticket;
    const count = ticket.quantity - kept.length;
    const taken = await deps.gate.take({ room, id, until, from: state, to: state, kept, count });
    if (taken.outcome === 'warming') throw new AppError('WARMING_UP', { retryAfterMs: 500, details: { room } });
    if (taken.outcome !== 'taken') return undefined;
    serials = taken.serials;
  }
  return undefined;
}

function toUnit(deps: Pick<Deps, 'clock'>, ticket: Ticket, serial: number): UnitRecord {
  const { id, room, pool, item, account, sku, quantity, version, price, until, at, seq, pinned, seen } = ticket;
  return {
    _id: unitId(pool, serial),
    pool,
    room,
    ticket: id,
    buyer: account,
    item,
    at: new Date(deps.clock.now()),
    hold: {
      sku,
      quantity,
      version,
      price,
      until: new Date(until),
      at: new Date(at),
      seq,
      pinned,
      ...(seen && { seen }),
    },
  };
}
