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
  const draw = await deps.draws.find(item, number);
  if (draw?.state !== 'drawn') {
    return { status: 'entered', ticket, entered: { item, number, endsAt: toInstant(endsAt) } };
  }
  const result = draw.results?.find((each) => each.ticket === ticket);
  // One that won is a ticket of the gate; if that is lost it may be placed again, as if it never had been.
  if (!result || result.outcome === 'won') return undefined;
  return { status: 'refused', ticket, code: result.outcome };
}
