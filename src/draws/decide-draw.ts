import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { enqueueOrder } from '#src/orders/enqueue.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { voidTicket } from '#src/orders/void-ticket.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { DrawRecord, DrawResult } from './draw.ts';
import { grantUnits } from './grant-units.ts';
import type { GrantDeps } from './grant-units.ts';

export type DecideDeps = GrantDeps & ReleaseDeps & Pick<Deps, 'draws' | 'windows' | 'queues' | 'refusedTickets'>;

/**
 * Makes an item's draw when its window is over: who takes part is fixed in MongoDB, the gate is asked in the order the seed
 * makes, what came of it is fixed, and then everybody is told. Every step may run twice; the entries, the order and a
 * ticket's answer at the gate are the same each time. Does nothing before its time.
 */
export async function decideDraw(deps: DecideDeps, { room, item }: { room: Id; item: Id }): Promise<void> {
  const draw = await findRunning(deps, room, item);
  if (!draw) return;
  if (draw.state === 'committed') {
    const entries = await deps.windows.close(room, item, draw.number, deps.clock.now());
    if (!entries) return;
    crashPoint('draw.closing');
    await deps.draws.close(draw._id, entries, new Date(deps.clock.now()));
    crashPoint('draw.closed');
  }
  const closed = await deps.draws.find(item, draw.number);
  if (closed?.state === 'closed') {
    const results = await grantUnits(deps, closed);
    crashPoint('draw.granted');
    await deps.draws.record(closed._id, results, new Date(deps.clock.now()));
    crashPoint('draw.recorded');
    await giveBackSurplus(deps, closed, results);
  }
  await tell(deps, room, item, draw.number);
}

/**
 * A run that stood still while another made the draw may have been given units meanwhile, for tickets that have been told
 * they got none: what counts is what was recorded first.
 */
async function giveBackSurplus(
  deps: DecideDeps,
  { room, item, number }: DrawRecord,
  mine: DrawResult[],
): Promise<void> {
  const recorded = (await deps.draws.find(item, number))!.results!;
  const won = new Set(recorded.filter(({ outcome }) => outcome === 'won').map(({ ticket }) => ticket));
  for (const { ticket } of mine.filter((each) => each.outcome === 'won' && !won.has(each.ticket))) {
    await voidTicket(deps, room, ticket);
  }
}

/** The draw that Redis is at, or where it knows none the one MongoDB is at. */
async function findRunning(deps: DecideDeps, room: Id, item: Id): Promise<DrawRecord | undefined> {
  const number = await deps.windows.numberOf(room, item);
  const draw = number === undefined ? undefined : await deps.draws.find(item, number);
  return draw ?? deps.draws.next(room, item, new Date(deps.clock.now()));
}

async function tell(deps: DecideDeps, room: Id, item: Id, number: number): Promise<void> {
  const draw = await deps.draws.find(item, number);
  if (draw?.state !== 'drawn') throw new AppError('BUSY', { details: { item, number } });
  const next = await deps.draws.next(room, item, new Date(deps.clock.now()));
  await deps.windows.finish(draw, next);
  crashPoint('draw.told');
  const entries = new Map(draw.entries!.map((entry) => [entry.ticket, entry]));
  for (const { ticket, outcome } of draw.results!) {
    const { account: buyer, sku, quantity } = entries.get(ticket)!;
    const isWon = outcome === 'won';
    deps.announce.toAccount(buyer, 'purchase:drawn', { ticket, won: isWon, ...(!isWon && { code: outcome }) });
    // A job that gets lost is found by the sweep of pending tickets.
    if (isWon) await enqueueOrder(deps, room, ticket);
    else deps.refusedTickets.note({ ticket, buyer, room, item, sku, quantity, code: outcome, at: draw.drawnAt! });
  }
}
