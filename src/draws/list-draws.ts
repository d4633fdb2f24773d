import type { Id } from '#src/contract/ids.ts';
import type { DrawView } from '#src/contract/draws.ts';
import type { Deps } from '#src/deps.ts';
import type { DrawRecord } from './draw.ts';
import { ticketHash } from './lots.ts';
import { drawPolicy } from './policy.ts';

/** The public record of a room's draws, newest first: whoever has it can draw again. */
export async function listDraws(deps: Pick<Deps, 'draws'>, room: Id): Promise<{ draws: DrawView[] }> {
  return { draws: (await deps.draws.listOfRoom(room, drawPolicy.shown)).map(toView) };
}

/** Seed and entries are nobody's to see before the draw is made. */
function toView({
  item,
  number,
  commitment,
  committedAt,
  state,
  seed,
  drawnAt,
  entries,
  results,
}: DrawRecord): DrawView {
  const view = { itemId: item, number, commitment, committedAt: committedAt.toISOString() };
  if (state !== 'drawn') return view;
  const entered = new Map(entries!.map((entry) => [entry.ticket, entry]));
  return {
    ...view,
    seed,
    drawnAt: drawnAt!.toISOString(),
    entries: results!.map(({ ticket, outcome }) => {
      const { sku, quantity } = entered.get(ticket)!;
      return { ticketHash: ticketHash(ticket), sku, quantity, outcome };
    }),
  };
}
