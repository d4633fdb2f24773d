import type { Id } from '#src/contract/ids.ts';
import type { OfferedItem } from './gate-items.ts';
import type { BuildCommand } from './gate-warming.ts';
import { stockPolicy } from './policy.ts';
import type { PoolRecord } from './pool.ts';
import type { Recovered } from './recover-tickets.ts';
import { writeTicket } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** An item that has left the shelf, though Redis has forgotten it, is not sold while its sync is on the way. */
export function withdraw(item: Id, revision: number, pools: PoolRecord[]): BuildCommand[] {
  const offers = pools
    .filter((pool) => pool.item === item)
    .map((pool) => ['DEL', `offer:${item}:${pool.sku}`] as const);
  return [
    ['HSET', `item:${item}`, 'state', 'withdrawn', 'revision', revision],
    ...offers.map((each) => [...each] as BuildCommand),
  ];
}

/** Units of each item every buyer has bought or holds. */
export function* boughtCommands(items: OfferedItem[], bought: Map<Id, Map<Id, number>>): Generator<BuildCommand[]> {
  for (const { item } of items) {
    yield [['DEL', `bought:${item}`]];
    for (const part of chunk([...(bought.get(item) ?? [])].flat(), 1_000)) yield [['HSET', `bought:${item}`, ...part]];
  }
}

/** What every buyer holds unpaid; see holding.lua. */
export function* holdingCommands(tickets: readonly Ticket[]): Generator<BuildCommand[]> {
  const all = new Map<Id, { holds: number; units: number; pools: Map<Id, number> }>();
  for (const { account, quantity, pool } of tickets) {
    const own = all.get(account) ?? { holds: 0, units: 0, pools: new Map<Id, number>() };
    all.set(account, own);
    own.holds += 1;
    own.units += quantity;
    own.pools.set(pool, (own.pools.get(pool) ?? 0) + quantity);
  }
  yield [['DEL', 'holding']];
  const fields = [...all].flatMap(([account, { holds, units, pools }]) => [
    account,
    `${holds}|${units}|${[...pools].map(([pool, sum]) => `${pool}=${sum}|`).join('')}`,
  ]);
  for (const part of chunk(fields, 1_000)) yield [['HSET', 'holding', ...part]];
}

/** Live tickets that only MongoDB still knew; `due` ones are to be ended. */
export function* ticketCommands({ tickets, due }: Recovered): Generator<BuildCommand[]> {
  for (const part of chunk(tickets, 100)) yield part.flatMap((ticket) => restore(ticket, due.has(ticket.id)));
}

function restore(ticket: Ticket, due: boolean): BuildCommand[] {
  const { id, at, until } = ticket;
  const listed: BuildCommand =
    ticket.state === 'held' && !due
      ? ['HSET', 'pending', id, `|${until}|${at}|`]
      : ['ZADD', 'holds', due ? 0 : until, id];
  return [['SET', `ticket:${id}`, writeTicket(ticket)], listed];
}

/** Serials that are nobody's, in pieces. */
export function* freeSerials(size: number, taken: ReadonlyMap<number, Id>): Generator<number[]> {
  let batch: number[] = [];
  for (let serial = 0; serial < size; serial += 1) {
    if (taken.has(serial)) continue;
    batch.push(serial);
    if (batch.length < stockPolicy.fillBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The values in pieces of a size that one command may have. */
export function* chunk<T>(values: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < values.length; start += size) yield values.slice(start, start + size);
}
