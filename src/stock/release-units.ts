import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { returnUnits } from './return-units.ts';
import { unitId } from './unit.ts';
import { recountGate, warmGate } from './warm-gate.ts';
import type { WarmDeps } from './warm-gate.ts';

/** Why a room is counted anew whose ticket's units were claimed after they had been given back. */
export const strayUnits = 'units were claimed for a ticket that was given up';

/**
 * Gives a ticket's units back, once, after its outcome was decided against it in MongoDB (its order is `void` or
 * `cancelled`). Three steps, each of which may run twice: the ticket is marked `releasing`, so that no worker makes an
 * order of it; its unit documents are removed; one script puts the serials back. Answers whether it is done; if not,
 * the ticket stays due and a sweep comes again. Two runs may overlap with late money that claims the units again: what
 * was claimed for a hold that ends after `until` (milliseconds) is not touched. `lapsed`: the hold ran out, which counts
 * against its buyer.
 */
export async function releaseUnits(
  deps: WarmDeps & Pick<Deps, 'stock'>,
  { room, ticket, pool, until, lapsed }: { room: Id; ticket: Id; pool: Id; until: number; lapsed?: boolean },
): Promise<boolean> {
  const state = await deps.gate.markReleasing(room, ticket, deps.clock.now(), until, lapsed);
  if (state !== 'releasing' && state !== 'released' && state !== 'missing') return false;
  crashPoint('release.marked');
  const isNamed = await namesItsUnits(deps, room, ticket, until);
  // Before the removal, so that a run that dies after it is followed by a count.
  if (!isNamed) await deps.gate.askRecount(room);
  const removed = await deps.stock.units.remove(ticket, until);
  crashPoint('release.units-removed');
  let outcome = await deps.gate.finishRelease(room, ticket);
  if (outcome === 'warming') {
    await warmGate(deps, room);
    outcome = await deps.gate.finishRelease(room, ticket);
  }
  if (outcome === 'missing') {
    // Redis has come back without this ticket, or the room is over. Counting anew finds the order that still owns the
    // serials and brings the ticket back, to be released like any other.
    const record = await deps.stock.pools.find(pool);
    if (!record || record.state === 'settled') return true;
    await recountGate(deps, room, 'a ticket to release is unknown');
    outcome = await deps.gate.finishRelease(room, ticket);
  }
  crashPoint('release.serials-back');
  if (outcome === 'closed') await returnUnits(deps, pool);
  // Claimed by a slow worker after the serials were given back: whoever was given one of them has let go of it since.
  if (!isNamed || (outcome === 'again' && removed > 0)) await recountGate(deps, room, strayUnits);
  return outcome === 'released' || outcome === 'again' || outcome === 'closed';
}

/** False when units are removed with the ticket that it does not name, and that therefore do not go back with it. */
async function namesItsUnits(deps: Pick<Deps, 'gate' | 'stock'>, room: Id, id: Id, until: number): Promise<boolean> {
  const [ticket, units] = [await deps.gate.ticket(room, id), await deps.stock.units.ofTicket(id)];
  const named = new Set(ticket?.serials.map((serial) => unitId(ticket.pool, serial)));
  return !ticket || units.every((unit) => named.has(unit._id) || unit.hold.until.getTime() > until);
}
