import type { Ticket } from '#src/stock/ticket.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import type { ReleaseDeps } from './release-order.ts';

/**
 * Ends a ticket whose id is that of an order in another room, since clients make the ids: it never gets an order of its
 * own, its serials go back, and that order's units are not touched. May run any number of times.
 * @throws when it is not done; the ticket stays due then, and a sweep comes again
 */
export async function releaseTwin(
  deps: ReleaseDeps,
  { room, id, until }: Pick<Ticket, 'room' | 'id' | 'until'>,
): Promise<void> {
  await deps.gate.markReleasing(room, id, deps.clock.now(), until);
  const own = (await deps.stock.units.ofTicket(id)).filter((unit) => unit.room === room);
  await deps.stock.units.removeOnly(
    id,
    own.map((unit) => unit._id),
    until,
  );
  let outcome = await deps.gate.finishRelease(room, id);
  if (outcome === 'warming') {
    await warmGate(deps, room);
    outcome = await deps.gate.finishRelease(room, id);
  }
  const done: (typeof outcome)[] = ['released', 'again', 'closed', 'missing'];
  if (!done.includes(outcome)) throw new Error(`ticket ${id} of room ${room} could not be released: ${outcome}`);
}
