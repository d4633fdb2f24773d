import type { Composed } from '#src/compose.ts';
import { ticketHash, verifyDraw } from '#src/draws/lots.ts';
import type { OrderRecord } from '#src/orders/order.ts';
import { publicDraws } from '../support/public-draws.ts';
import type { Sale } from '../support/sale.ts';

/** What is unfair about a room's draws by their public record, and which orders of the item drawn none of them names. */
export async function checkFairness(deps: Composed, { room, item }: Sale): Promise<string[]> {
  const made = await publicDraws(deps, room);
  const unfair = made.flatMap((draw) =>
    verifyDraw(draw).map((problem) => `draw ${draw.number} of item ${draw.itemId}: ${problem}`),
  );
  const entries = made.filter(({ itemId }) => itemId === item).flatMap((draw) => draw.entries ?? []);
  const won = new Set(entries.filter(({ outcome }) => outcome === 'won').map((entry) => entry.ticketHash));
  const orders = await deps.mongo
    .collection<OrderRecord>('orders')
    .find({ room, item, state: { $ne: 'void' } }, { projection: { _id: 1 } })
    .toArray();
  const undrawn = orders.filter(({ _id }) => !won.has(ticketHash(_id)));
  return [...unfair, ...undrawn.map(({ _id }) => `order ${_id} was won in no draw`)];
}
