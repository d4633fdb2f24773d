import type { Id } from '#src/contract/ids.ts';
import type { Finding, Place } from './finding.ts';

/** Units of a pool by place, in pieces. */
export type PoolCount = Record<Place, number> & { size: number };

/** What the stores say of one unit. */
export interface UnitFacts {
  isFree: boolean;
  /** The live ticket that has it in Redis. */
  held: Id | undefined;
  /** The ticket it is claimed for in MongoDB. */
  claimed: Id | undefined;
  /** What that ticket's order is; undefined when there is none. */
  order: 'counts' | 'open' | 'ended' | undefined;
}

export interface PoolFacts {
  room: Id;
  pool: Id;
  size: number;
  /** Units are sold from it; otherwise what nobody has is back in the shop. */
  isOpen: boolean;
  /** Some of what nobody has may be free still, and the shop has not got it yet. */
  isSettling: boolean;
}

/** One unit in its one place, or what is wrong with it. */
export function judgeUnit(pool: PoolFacts, serial: number, facts: UnitFacts): Place | Finding {
  const { isFree, held, claimed, order } = facts;
  const where = { room: pool.room, pool: pool.pool, serial };
  const owners = [...new Set([held, claimed].filter((owner) => owner !== undefined))];
  if (serial >= pool.size) return { kind: 'unit.outside', ...where };
  if (isFree && owners.length > 0) return { kind: 'unit.twice', ...where, places: ['free', ...owners] };
  if (owners.length > 1) return { kind: 'unit.twice', ...where, places: owners };
  if (isFree)
    return pool.isOpen || pool.isSettling ? 'free' : { kind: 'unit.twice', ...where, places: ['free', 'the shop'] };
  if (claimed !== undefined && held === undefined) {
    if (order === undefined) return { kind: 'unit.no-order', ...where, ticket: claimed };
    if (order === 'ended') return { kind: 'unit.of-ended-order', ...where, ticket: claimed };
  }
  if (claimed !== undefined && order === 'counts') return 'sold';
  if (owners.length > 0) return 'held';
  return pool.isOpen ? { kind: 'unit.nowhere', ...where } : 'returned';
}

/** What a shop's stock of one SKU must add up to. */
export function judgeSku(sku: {
  _id: Id;
  received: number;
  available: number;
  sold: number;
  pools: Record<Id, { size: number; returned: number }>;
}): Finding[] {
  const inRooms = Object.values(sku.pools).reduce((sum, { size, returned }) => sum + size - returned, 0);
  const counted = sku.available + inRooms + sku.sold;
  return counted === sku.received ? [] : [{ kind: 'sku.sum', sku: sku._id, received: sku.received, counted }];
}

/** A settled pool stands by what it said; a closing one has returned what nobody has. */
export function judgeClosed(
  pool: PoolFacts & { settled: { sold: number; returned: number } | undefined; shareReturned: number | undefined },
  count: PoolCount,
): Finding[] {
  const { room, pool: id, settled, shareReturned } = pool;
  if (settled) {
    if (settled.sold === count.sold && settled.returned === count.returned) return [];
    const says = `${settled.sold} sold, ${settled.returned} returned`;
    return [
      { kind: 'pool.settled-wrong', room, pool: id, says, counted: `${count.sold} sold, ${count.returned} returned` },
    ];
  }
  if (pool.isOpen || pool.isSettling || shareReturned === undefined || shareReturned === count.returned) return [];
  return [{ kind: 'pool.returned-wrong', room, pool: id, returned: shareReturned, shouldBe: count.returned }];
}

export interface MoneyFacts {
  room: Id;
  order: { id: Id; state: string; amount: number; payment: Id | undefined; received: boolean };
  payments: readonly { id: Id; state: string; amount: number; changedAt: Date }[];
}

/** Money in = orders paid - refunds, order by order. `stuckBefore`: refunds older than this stand still. */
export function judgeMoney({ room, order, payments }: MoneyFacts, stuckBefore: Date): Finding[] {
  const findings: Finding[] = [];
  const captured = payments.filter(({ state }) => state === 'captured');
  for (const payment of captured) {
    const at = { room, order: order.id, payment: payment.id };
    if (!order.received || order.payment !== payment.id) {
      findings.push({ kind: 'money.no-order', ...at, amount: payment.amount });
    } else if (payment.amount !== order.amount) {
      findings.push({ kind: 'money.amount', ...at, paid: payment.amount, owed: order.amount });
    }
  }
  if (order.received && !captured.some(({ id }) => id === order.payment)) {
    findings.push({ kind: 'order.no-money', room, order: order.id, state: order.state });
  }
  for (const { id, state, changedAt } of payments) {
    if (state !== 'refunding' || changedAt >= stuckBefore) continue;
    findings.push({ kind: 'refund.stuck', room, order: order.id, payment: id, since: changedAt.toISOString() });
  }
  return findings;
}

/** An accepted ticket has its outcome, or is still inside its hold. */
export function judgeTicket(
  ticket: { room: Id; id: Id; state: string; until: number },
  hasOrder: boolean,
  now: number,
  graceMs: number,
): Finding[] {
  const { room, id, state, until } = ticket;
  if (state === 'ordered' && !hasOrder) return [{ kind: 'ticket.no-order', room, ticket: id }];
  if (until + graceMs >= now) return [];
  return [{ kind: 'ticket.undecided', room, ticket: id, until: new Date(until).toISOString() }];
}
