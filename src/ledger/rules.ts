import type { Id } from '#src/contract/ids.ts';
import type { PaymentEvent } from '#src/contract/purchases.ts';
import type { PoolRecord } from '#src/stock/pool.ts';
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
  /** Units from this number on may still be on their way from the shop to the gate. */
  arrivingFrom: number;
}

/** What a pool and its share in the SKU's stock say of it. */
export function poolFacts(
  pool: Pick<PoolRecord, '_id' | 'room' | 'size' | 'state' | 'growing'>,
  share: { size: number } | undefined,
): PoolFacts {
  const { _id, room, state, growing } = pool;
  // What is left of a share when its pool was settled only keeps latecomers out.
  const size = (state === 'settled' ? undefined : share?.size) ?? (state === 'opening' ? 0 : pool.size);
  const isOpen = state === 'open';
  const arriving = state === 'opening' ? size : isOpen && growing ? growing.units : 0;
  return { room, pool: _id, size, isOpen, isSettling: state === 'settling', arrivingFrom: size - arriving };
}

/** One unit in its one place, or what is wrong with it. */
export function judgeUnit(pool: PoolFacts, serial: number, facts: UnitFacts): Place | Finding {
  const { isFree, held, claimed, order } = facts;
  const where = { room: pool.room, pool: pool.pool, serial };
  const owners = [...new Set([held, claimed].filter((owner) => owner !== undefined))];
  if (serial >= pool.size) return { kind: 'unit.outside', ...where };
  if (isFree && owners.length > 0) return { kind: 'unit.twice', ...where, places: ['free', ...owners] };
  if (owners.length > 1) return { kind: 'unit.twice', ...where, places: owners };
  const isArriving = serial >= pool.arrivingFrom;
  if (isFree)
    return pool.isOpen || pool.isSettling || isArriving
      ? 'free'
      : { kind: 'unit.twice', ...where, places: ['free', 'the shop'] };
  if (claimed !== undefined && held === undefined) {
    if (order === undefined) return { kind: 'unit.no-order', ...where, ticket: claimed };
    if (order === 'ended') return { kind: 'unit.of-ended-order', ...where, ticket: claimed };
  }
  if (claimed !== undefined && order === 'counts') return 'sold';
  if (owners.length > 0) return 'held';
  if (isArriving) return 'free';
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

/** Changes of payments before these moments should have been followed by the order, and by the provider. */
export interface MoneyGrace {
  applied: Date;
  refunded: Date;
}

/** Money in = orders paid - refunds, order by order. */
export function judgeMoney({ room, order, payments }: MoneyFacts, before: MoneyGrace): Finding[] {
  const findings: Finding[] = [];
  const captured = payments.filter(({ state }) => state === 'captured');
  for (const payment of captured) {
    const at = { room, order: order.id, payment: payment.id };
    if (!order.received || order.payment !== payment.id) {
      if (payment.changedAt >= before.applied) continue;
      findings.push({ kind: 'money.no-order', ...at, amount: payment.amount });
    } else if (payment.amount !== order.amount) {
      findings.push({ kind: 'money.amount', ...at, paid: payment.amount, owed: order.amount });
    }
  }
  const own = payments.find(({ id }) => id === order.payment);
  // Money that a provider sent back by itself is followed by its order.
  const isFollowing = own !== undefined && own.state.startsWith('refund') && own.changedAt >= before.applied;
  if (order.received && own?.state !== 'captured' && !isFollowing) {
    findings.push({ kind: 'order.no-money', room, order: order.id, state: order.state });
  }
  for (const { id, state, changedAt } of payments) {
    if (state !== 'refunding' || changedAt >= before.refunded) continue;
    findings.push({ kind: 'refund.stuck', room, order: order.id, payment: id, since: changedAt.toISOString() });
  }
  return findings;
}

/** An accepted ticket has its outcome, or is still inside its hold. */
export function judgeTicket(
  ticket: { room: Id; id: Id; state: string; at: number; until: number },
  hasOrder: boolean,
  now: number,
  grace: { holdGraceMs: number; orderGraceMs: number },
): Finding[] {
  const { room, id, state, at, until } = ticket;
  if (state === 'ordered' && !hasOrder) return [{ kind: 'ticket.no-order', room, ticket: id }];
  if (state === 'held' && !hasOrder && until > now && at + grace.orderGraceMs < now)
    return [{ kind: 'ticket.waiting', room, ticket: id, at: new Date(at).toISOString() }];
  if (until + grace.holdGraceMs >= now) return [];
  return [{ kind: 'ticket.undecided', room, ticket: id, until: new Date(until).toISOString() }];
}

/** Why a provider's event of money does not agree with our payment; undefined when it does, or moves no money. */
export function judgeEvent(
  { type, amount, currency }: Pick<PaymentEvent, 'type' | 'amount' | 'currency'>,
  payment: { state: string; amount: number; currency: string } | undefined,
): string | undefined {
  if (type === 'payment.declined') return undefined;
  if (!payment) return 'nobody began it';
  if (payment.amount !== amount || payment.currency !== currency)
    return `it is of ${payment.amount} fen ${payment.currency}, the event of ${currency}`;
  const known = type === 'refund.done' ? ['refunded'] : ['captured', 'refunding', 'refunded'];
  return known.includes(payment.state) ? undefined : `it is ${payment.state}`;
}
