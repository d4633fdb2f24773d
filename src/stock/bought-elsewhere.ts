import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { stockPolicy } from './policy.ts';

/**
 * Units of an item's product that the buyer has in other rooms of the same sale: other shows of the channel a short time
 * before. One channel is on air in one room at a time, so these numbers no longer grow while this room sells, and need
 * not be counted by the gate in the same step. Nothing is asked for what has no limit or was never shown elsewhere.
 */
export async function boughtElsewhere(
  deps: Pick<Deps, 'shelf' | 'orders' | 'gate' | 'clock'>,
  { room, item, account }: { room: Id; item: Id; account: Id },
): Promise<number> {
  const shows = await deps.shelf.findShows(item);
  if (!shows || shows.limit === undefined || shows.others.length === 0) return 0;
  const since = new Date(deps.clock.now() - stockPolicy.saleMs);
  const [ordered, active] = await Promise.all([
    deps.orders.boughtOf(account, shows.product, since),
    deps.gate.activeRooms(),
  ]);
  const sums = new Map(ordered.filter((each) => each.room !== room).map((each) => [each.room, each.quantity]));
  // A room that is not settled yet may have tickets whose orders are still on their way.
  const open = shows.others.filter((other) => active.includes(other.room));
  for (const other of open) {
    const known = await deps.gate.boughtOf(other.room, other._id, account);
    sums.set(other.room, Math.max(known, sums.get(other.room) ?? 0));
  }
  return [...sums.values()].reduce((sum, units) => sum + units, 0);
}
