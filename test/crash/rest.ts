import type { Composed } from '#src/compose.ts';
import { until } from './wait.ts';

/** How long everything may take to come to rest: a hold, a lock that must run out, and the sweeps that follow. */
const PATIENCE_MS = 90_000;

/** What still moves in a room, by name; nothing when it is at rest. */
export async function moving(deps: Composed, room: string): Promise<Record<string, number>> {
  const [live, pools, orders] = await Promise.all([
    deps.gate.liveTickets(room),
    deps.stock.pools.listOfRoom(room),
    deps.mongo
      .collection('orders')
      .find({ room }, { projection: { state: 1, unreleased: 1 } })
      .toArray(),
  ]);
  const ids = orders.map((order) => order._id);
  const payments = await deps.mongo
    .collection('payments')
    .find({ order: { $in: ids } })
    .toArray();
  const paymentIds = payments.map((payment) => payment._id);
  const intents = await deps.mongo
    .collection('sandbox_intents')
    .find({ paymentId: { $in: paymentIds.map(String) } })
    .toArray();
  const owed = intents.flatMap((intent) => [intent['outcome'], intent['refund']]).filter((event) => event);
  const events = await deps.mongo
    .collection('payment_events')
    .find({ _id: { $in: owed.map((event) => event.id) } })
    .toArray();
  const handled = new Set(events.filter((event) => event['handledAt']).map((event) => String(event._id)));
  // What was claimed for a ticket that was given up is found by counting anew, which a sweep does within seconds.
  const isSelling = pools.some((pool) => pool.state === 'open');
  // In this order, since a count takes both the request and the readiness away when it begins.
  const isCounted = !isSelling || (!(await deps.gate.isStale(room)) && (await deps.gate.isReady(room)));
  const count = {
    'counts under way or to come': isCounted ? 0 : 1,
    'live tickets': live.length,
    'unpaid orders': orders.filter((order) => order['state'] === 'placed').length,
    'unreleased orders': orders.filter((order) => order['unreleased']).length,
    'orders being refunded': orders.filter((order) => order['state'] === 'refunding').length,
    'payments being refunded': payments.filter((payment) => payment['state'] === 'refunding').length,
    'undelivered events': owed.filter((event) => !event.deliveredAt).length,
    'unsettled events': owed.filter((event) => !handled.has(event.id)).length,
  };
  return Object.fromEntries(Object.entries(count).filter(([, number]) => number > 0));
}

/** Waits until nothing moves; answers what still does when patience ends. */
export async function comeToRest(deps: Composed, room: string): Promise<string[]> {
  let last: Record<string, number> = {};
  try {
    await until(
      `room ${room} comes to rest`,
      async () => {
        last = await moving(deps, room);
        return Object.keys(last).length === 0 ? true : undefined;
      },
      { patienceMs: PATIENCE_MS, everyMs: 250 },
    );
    return [];
  } catch (error) {
    return [`it does not come to rest: ${JSON.stringify(last)} ${String((error as Error).cause ?? '')}`];
  }
}

/** Waits until an ended room's units are back in the shop. */
export async function settled(deps: Composed, room: string): Promise<string[]> {
  try {
    await until(
      `room ${room} is settled`,
      async () => {
        const pools = await deps.stock.pools.listOfRoom(room);
        return pools.every((pool) => pool.state === 'settled') ? true : undefined;
      },
      { patienceMs: PATIENCE_MS, everyMs: 250 },
    );
    return [];
  } catch {
    const pools = await deps.stock.pools.listOfRoom(room);
    return [`the room is not settled: its pools are ${pools.map((pool) => pool.state).join(', ')}`];
  }
}
