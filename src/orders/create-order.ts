import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { readVerdict } from '#src/draws/read-verdict.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import { claimUnits } from '#src/stock/claim-units.ts';
import { adopt, clearUp, giveUp, isSamePurchase, yieldTo } from './concede-order.ts';
import type { Conceded } from './concede-order.ts';
import { findItem, toDraft } from './draft-order.ts';
import { dropExtraUnits } from './drop-extra-units.ts';
import type { ReleaseDeps } from './release-order.ts';
import { tellBuyer } from './tell-buyer.ts';

/** What became of an accepted ticket; `undrawn`: its draw is not recorded yet, so it stays pending. */
export type CreateOutcome = Conceded | 'gone' | 'undrawn';

export type CreateDeps = ReleaseDeps & Pick<Deps, 'draws' | 'windows'>;

/**
 * Makes the durable order of an accepted ticket: units first, then the order, then the ticket is marked and the buyer
 * told. Every step may run twice and two runs may overlap: units know their ticket, the order's unique id decides.
 */
export async function createOrder(
  deps: CreateDeps,
  { room, ticket: id }: { room: Id; ticket: Id },
): Promise<CreateOutcome> {
  const ticket = await deps.gate.ticket(room, id);
  if (!ticket) return 'gone';
  if (ticket.state === 'ordered' || ticket.state === 'paid') {
    await deps.gate.markOrdered(room, id);
    await dropExtraUnits(deps, ticket);
    return 'order';
  }
  if (ticket.state === 'releasing' || ticket.state === 'released') return clearUp(deps, ticket);

  crashPoint('units.claiming');
  const item = await findItem(deps, ticket);
  const verdict = item.mode === 'equal_chance' ? await readVerdict(deps, room, id) : 'won';
  if (verdict === 'open') return 'undrawn';
  if (verdict === 'lost') return giveUp(deps, ticket);
  // Where the first payments claim the units, the order holds none until then.
  const serials = item.mode === 'first_paid' ? [] : await claimUnits(deps, ticket);
  crashPoint('units.claimed');
  if (!serials) return giveUp(deps, ticket);
  const inserted = await deps.orders.insertPlaced(toDraft({ ...ticket, serials }, item));
  crashPoint('order.inserted');
  const decided = inserted ?? (await deps.orders.find(id));
  if (!decided || !isSamePurchase(decided, ticket, serials)) return yieldTo(deps, { ...ticket, serials }, decided);

  const before = await deps.gate.markOrdered(room, id, serials);
  crashPoint('ticket.marked');
  if (before === 'other') await adopt(deps, (await deps.gate.ticket(room, id)) ?? ticket, decided);
  // Read again when it may have been paid or cancelled by now: both move the ticket on.
  const current = inserted && before === 'held' ? inserted : await deps.orders.find(id);
  if (current) tellBuyer(deps, current);
  crashPoint('buyer.told');
  return 'order';
}
