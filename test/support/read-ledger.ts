import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { soldStates } from '#src/orders/rules.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
import { serialOf } from '#src/stock/unit.ts';

export type LedgerDeps = Pick<Deps, 'stock' | 'gate' | 'orders' | 'shelf' | 'redis' | 'keys'>;

/** Where a pool's units are, at a quiet moment. */
export interface PoolLedger {
  size: number;
  free: number;
  held: number;
  sold: number;
  returned: number;
}

/** Counts a room's pools, naming every serial that is in no place or in two. */
export async function readLedger(deps: LedgerDeps, room: Id): Promise<{ pools: PoolLedger[]; problems: string[] }> {
  const problems: string[] = [];
  const pools: PoolLedger[] = [];
  const live = await deps.gate.liveTickets(room);
  const states = await deps.orders.existing(live.map((ticket) => ticket.id));
  for (const pool of await deps.stock.pools.listOfRoom(room)) {
    const places = new Map<number, Set<string>>();
    const put = (serial: number, place: string) => places.set(serial, (places.get(serial) ?? new Set()).add(place));
    for (const serial of await deps.redis.smembers(deps.keys.room(room, `free:${pool._id}`)))
      put(Number(serial), 'free');
    for (const ticket of live.filter((each) => each.pool === pool._id)) {
      for (const serial of ticket.serials) put(serial, ticket.id);
    }
    const sold = new Set<number>();
    for await (const unit of deps.stock.units.ofPool(pool._id)) {
      put(serialOf(unit._id), unit.ticket);
      const state = (states.get(unit.ticket) ?? (await deps.orders.find(unit.ticket)))?.state;
      if ((soldStates as readonly string[]).includes(state ?? '')) sold.add(serialOf(unit._id));
    }
    pools.push(count(pool, places, sold, problems));
  }
  problems.push(...(await checkShops(deps, room)), ...(await checkOrders(deps, room)));
  return { pools, problems };
}

function count(pool: PoolRecord, places: Map<number, Set<string>>, sold: Set<number>, problems: string[]): PoolLedger {
  const ledger: PoolLedger = { size: pool.size, free: 0, held: 0, sold: 0, returned: 0 };
  const isOpen = pool.state === 'open';
  for (let serial = 0; serial < pool.size; serial += 1) {
    const where = [...(places.get(serial) ?? [])];
    if (where.length > 1) problems.push(`${pool._id}:${serial} is in ${where.join(' and ')}`);
    if (where.length === 0 && isOpen) problems.push(`${pool._id}:${serial} is nowhere`);
    if (where.length === 0) ledger.returned += 1;
    else if (where[0] === 'free') ledger.free += 1;
    else if (sold.has(serial)) ledger.sold += 1;
    else ledger.held += 1;
  }
  for (const serial of places.keys()) {
    if (serial >= pool.size) problems.push(`${pool._id}:${serial} is outside the pool`);
  }
  if (!isOpen && ledger.free > 0) problems.push(`${pool._id} has left the shelf with ${ledger.free} units free`);
  if (pool.state === 'settled' && (pool.sold !== ledger.sold || pool.returned !== ledger.returned)) {
    problems.push(
      `${pool._id} was settled as ${pool.sold} sold, ${pool.returned} returned, not ${JSON.stringify(ledger)}`,
    );
  }
  return ledger;
}

/** received = available + what rooms have + sold, and closing pools have returned what they should. */
async function checkShops(deps: LedgerDeps, room: Id): Promise<string[]> {
  const pools = await deps.stock.pools.listOfRoom(room);
  const problems: string[] = [];
  for (const stock of await deps.stock.skus.find([...new Set(pools.map((pool) => pool.sku))])) {
    const inRooms = Object.values(stock.pools).reduce((sum, { size, returned }) => sum + size - returned, 0);
    const sum = stock.available + inRooms + stock.sold;
    if (sum !== stock.received) problems.push(`sku ${stock._id}: ${sum} units of ${stock.received} received`);
    for (const pool of pools.filter((each) => each.sku === stock._id && each.state === 'closing')) {
      const occupied = new Set<string>();
      for await (const unit of deps.stock.units.ofPool(pool._id)) occupied.add(unit._id);
      for (const ticket of await deps.gate.liveTickets(room)) {
        if (ticket.pool === pool._id) for (const serial of ticket.serials) occupied.add(`${pool._id}:${serial}`);
      }
      const returned = stock.pools[pool._id]?.returned;
      if (returned !== pool.size - occupied.size) {
        problems.push(`closing pool ${pool._id} returned ${returned}, not ${pool.size - occupied.size}`);
      }
    }
  }
  return problems;
}

/** Every order that counts has exactly its units; what was decided against has none. */
async function checkOrders(deps: LedgerDeps, room: Id): Promise<string[]> {
  const problems: string[] = [];
  const seen = new Map<Id, number>();
  for (const pool of await deps.stock.pools.listOfRoom(room)) {
    for await (const { ticket } of deps.stock.units.ofPool(pool._id)) seen.set(ticket, (seen.get(ticket) ?? 0) + 1);
  }
  for (const [ticket, units] of seen) {
    const order = await deps.orders.find(ticket);
    if (!order) problems.push(`ticket ${ticket} has ${units} units and no order`);
    else if (order.state === 'void' || order.state === 'cancelled') {
      problems.push(`${order.state} ticket ${ticket} has ${units} units`);
    } else if (units !== order.quantity) problems.push(`order ${ticket} has ${units} units of ${order.quantity}`);
  }
  return problems;
}
