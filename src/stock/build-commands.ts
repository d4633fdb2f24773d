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

/** Tickets in pieces of about this size, all of a buyer in the same one. */
export function* byBuyer(tickets: readonly Ticket[], size = 200): Generator<Id[]> {
  let piece: Id[] = [];
  for (const own of Map.groupBy(tickets, ({ account }) => account).values()) {
    piece.push(...own.map(({ id }) => id));
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
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
