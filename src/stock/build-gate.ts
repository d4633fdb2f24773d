import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { RoomStateName } from '#src/contract/rooms.ts';
import type { Deps } from '#src/deps.ts';
import { crashPoint } from '#src/platform/crash-point.ts';
import type { ShelfItemRecord } from '#src/shelf/item.ts';
import { toOffered } from '#src/shelf/offer.ts';
import { boughtCommands, byBuyer, chunk, freeSerials, ticketCommands, withdraw } from './build-commands.ts';
import { itemFields, offerText } from './gate-items.ts';
import type { OfferedItem, Selling } from './gate-items.ts';
import { clearStrays } from './clear-strays.ts';
import type { BuildCommand } from './gate-warming.ts';
import type { PoolRecord } from './pool.ts';
import { readOwners } from './read-owners.ts';
import type { Owners } from './read-owners.ts';
import { recoverTickets } from './recover-tickets.ts';
import type { Ticket } from './ticket.ts';

export type BuildDeps = Pick<Deps, 'gate' | 'stock' | 'shelf' | 'orders' | 'rooms' | 'roomLog' | 'clock' | 'log'>;

/**
 * Builds a room's gate from MongoDB and from what Redis still has, as the holder of `token`.
 *
 * Why this is right beside everything that goes on meanwhile:
 * - The gate is not ready, so no unit is taken and none is given back; both wait in their scripts. The set of live
 *   tickets can therefore only shrink, by payments, whose units MongoDB has had since before.
 * - Live tickets are read first and units afterwards: a worker that claims its ticket's units in between is counted
 *   once, by either. A ticket that Redis has lost and whose worker claims its units only later meets MongoDB's unique id
 *   when the unit was sold again meanwhile, and takes another.
 * - A release that is under way stays `releasing` in Redis, or its order stays `unreleased` in MongoDB; both count as
 *   owner of their serials here, and the release goes on when the gate is ready.
 * - What MongoDB has and Redis does not know (items newer than ours, growths) is brought later by the items' own sync.
 * Answers false when somebody else has taken over; nothing is open then.
 */
export async function buildGate(deps: BuildDeps, roomId: Id, token: string): Promise<boolean> {
  const room = await deps.rooms.find(roomId);
  if (!room) throw new AppError('NOT_FOUND', { details: { room: roomId } });
  crashPoint('gate.building');
  // Before anything is read, so that a Redis that restarts meanwhile is another one, and is counted anew.
  const redisRun = await deps.gate.currentRun(roomId);
  const live = await deps.gate.liveTickets(roomId);
  const everyPool = await deps.stock.pools.listOfRoom(roomId);
  const pools = everyPool.filter((pool) => pool.state !== 'settled');
  const owners = await readOwners(
    deps,
    pools.map((pool) => pool._id),
    live,
  );
  await clearStrays(deps, roomId, live, owners);
  const recovered = await recoverTickets(deps, roomId, live, owners);
  const bought = await countBought(deps, roomId, [...live, ...recovered.tickets]);
  const shelf = await readShelfFor(deps, roomId, pools);
  const run = (commands: BuildCommand[]) => deps.gate.build(roomId, token, commands);
  for (const commands of [
    ...shelf.commands,
    ...boughtCommands(shelf.items, bought),
    ...ticketCommands(recovered),
    [['DEL', 'holding'] satisfies BuildCommand],
  ]) {
    if (!(await run(commands))) return false;
  }
  for (const tickets of byBuyer([...live, ...recovered.tickets])) {
    if (!(await deps.gate.countHolding(roomId, token, tickets))) return false;
  }
  const settling = pools.filter((pool) => pool.state === 'settling').map((pool) => ({ pool: pool._id, size: 0 }));
  for (const { pool, size } of [...shelf.items.flatMap((item) => item.skus), ...settling]) {
    if (!(await run([['DEL', `free:${pool}`]]))) return false;
    for (const free of freeSerials(size, owners.get(pool)!)) {
      if (!(await run([['SADD', `free:${pool}`, ...free]]))) return false;
    }
  }
  // A pool that is being settled, or is, says that the room is over, and no item is offered in it again.
  const isOver = everyPool.some(({ state }) => state === 'settling' || state === 'settled');
  if (isOver && !(await run([['HSET', 'gate', 'sealed', 1]]))) return false;
  // Told while the gate is still closed, because afterwards these numbers may be overtaken by a sale.
  await tellStock(deps, roomId, shelf.items, owners);
  crashPoint('gate.opening');
  // Before anybody can hold a ticket in it that nobody would find.
  if (pools.length > 0) await deps.gate.setActive(roomId, true);
  if (!(await deps.gate.openGate(roomId, token, sellingOf(room.state), pinnedOf(shelf.records)))) return false;
  await deps.gate.noteRun(roomId, redisRun);
  // What Redis had forgotten of the shelf is brought again by the items' own sync, so that viewers hear of it.
  await deps.shelf.touch(shelf.stale, new Date(0));
  return true;
}

export function sellingOf(state: RoomStateName): Selling {
  if (state === 'live') return 'open';
  return state === 'paused' ? 'paused' : 'closed';
}

/**
 * Items as they will be sold, the commands that write those of which Redis has no or an older revision, and which of
 * them are stale. Those get a revision one below MongoDB's, so that the sync that follows counts as news.
 */
async function readShelfFor(deps: BuildDeps, roomId: Id, pools: PoolRecord[]) {
  const records = await deps.shelf.listOnShelf(roomId);
  const here = new Set(records.map((record) => record._id));
  const left = [...new Set(pools.map((pool) => pool.item))].filter((item) => !here.has(item));
  const gone = (await Promise.all(left.map((item) => deps.shelf.find(item)))).filter((item) => item !== undefined);
  const all = [...records, ...gone];
  const known = await deps.gate.knownItems(
    roomId,
    all.map((record) => record._id),
  );
  const sellable = new Set(pools.filter((pool) => pool.state !== 'settling').map((pool) => pool._id));
  const opening = new Set(pools.filter((pool) => pool.state === 'opening').map((pool) => pool.item));
  const items: OfferedItem[] = [];
  const commands: BuildCommand[][] = [];
  const stale: Id[] = [];
  all.forEach((record, index) => {
    const fields = known[index];
    // What was never sold is left to the sync that is on its way to add it.
    if (fields === undefined && opening.has(record._id)) return;
    const isOld = fields !== undefined && Number(fields['revision']) < record.revision;
    if (isOld) stale.push(record._id);
    const revision = isOld || record.dirty ? record.revision - 1 : record.revision;
    const key = `item:${record._id}`;
    if (!here.has(record._id)) {
      if (isOld) commands.push(withdraw(record._id, revision, pools));
      return;
    }
    // What is settled, or about to be, is sold no more and has no free units.
    if (!record.skus.every((sku) => sellable.has(sku.pool))) return;
    // While an item is as Redis has it, so are its pools' sizes; a growth on its way comes with the next revision.
    const sizeOf = (pool: PoolRecord) => Number((isOld ? undefined : fields?.[`size:${pool._id}`]) ?? pool.size);
    const offered = toOffered({ ...record, revision }, new Map(pools.map((pool) => [pool._id, sizeOf(pool)])));
    items.push(offered);
    if (fields !== undefined && !isOld) return;
    commands.push([['DEL', key]]);
    for (const part of chunk(itemFields(offered), 1_000)) commands.push([['HSET', key, ...part]]);
    for (const part of chunk(offered.skus, 100)) {
      commands.push(part.map((sku) => ['SET', `offer:${offered.item}:${sku.sku}`, offerText(offered, sku)]));
    }
  });
  return { records, items, commands, stale };
}

/** Units each buyer has of each item: every live ticket, whose release will take its units off, and all other orders. */
async function countBought(deps: BuildDeps, roomId: Id, live: Ticket[]): Promise<Map<Id, Map<Id, number>>> {
  const bought = new Map<Id, Map<Id, number>>();
  const add = (item: Id, buyer: Id, quantity: number) => {
    const buyers = bought.get(item) ?? new Map<Id, number>();
    bought.set(item, buyers.set(buyer, (buyers.get(buyer) ?? 0) + quantity));
  };
  for (const { item, account, quantity } of live) add(item, account, quantity);
  const others = await deps.orders.boughtInRoom(
    roomId,
    live.map((ticket) => ticket.id),
  );
  for (const { item, buyer, quantity } of others) add(item, buyer, quantity);
  return bought;
}

function pinnedOf(records: ShelfItemRecord[]): { item: Id; at: number } | undefined {
  const pinned = records
    .filter((item) => item.state === 'on_sale' && item.pinnedAt)
    .toSorted((a, b) => b.pinnedAt!.getTime() - a.pinnedAt!.getTime())[0];
  return pinned && { item: pinned._id, at: pinned.pinnedAt!.getTime() };
}

/** What viewers see may differ from what was counted. */
async function tellStock(deps: BuildDeps, roomId: Id, items: OfferedItem[], owners: Owners): Promise<void> {
  for (const { item, skus } of items) {
    const events = skus.map(({ sku, pool, size }) => {
      const left = size - owners.get(pool)!.size;
      return { kind: 'stock.changed', itemId: item, skuId: sku, left } as const;
    });
    await deps.roomLog.append(roomId, ...events);
  }
}
