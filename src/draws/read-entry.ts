import type { Id } from '#src/contract/ids.ts';
import type { PurchaseStatus } from '#src/contract/purchases.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** What a buyer's ticket is in a draw of the room; undefined when it is in none, or is another account's. */
export async function readEntry(
  deps: Pick<Deps, 'draws' | 'windows' | 'clock'>,
  actor: Member,
  { ticket, room }: { ticket: Id; room: Id },
): Promise<PurchaseStatus | undefined> {
  const entry = await deps.windows.entry(room, ticket);
  if (entry?.account !== actor.id) return undefined;
  const { item, number, endsAt } = entry;
  const verdict = await deps.draws.verdictOf(item, number, ticket);
  if (verdict?.state !== 'drawn') {
    return { status: 'entered', ticket, entered: { item, number, endsAt: toInstant(endsAt) } };
  }
  // One that won is a ticket of the gate; if that is lost it may be placed again, as if it never had been.
  if (!verdict.outcome || verdict.outcome === 'won') return undefined;
  return { status: 'refused', ticket, code: verdict.outcome };
}
