import type { Id } from '#src/contract/ids.ts';

/** Where a unit is when the books are right: in exactly one of these. */
export type Place = 'free' | 'held' | 'sold' | 'returned';

/** What breaks the books; names the unit, ticket, order, payment or SKU. */
export type Finding =
  /** In no place: it can never be sold. */
  | { kind: 'unit.nowhere'; room: Id; pool: Id; serial: number }
  /** In two places: it may be sold twice. */
  | { kind: 'unit.twice'; room: Id; pool: Id; serial: number; places: string[] }
  | { kind: 'unit.outside'; room: Id; pool: Id; serial: number }
  /** Claimed for a ticket that has no order and is not in anybody's hands. */
  | { kind: 'unit.no-order'; room: Id; pool: Id; serial: number; ticket: Id }
  /** Claimed for an order that was decided against. */
  | { kind: 'unit.of-ended-order'; room: Id; pool: Id; serial: number; ticket: Id }
  | { kind: 'pool.settled-wrong'; room: Id; pool: Id; says: string; counted: string }
  | { kind: 'pool.returned-wrong'; room: Id; pool: Id; returned: number; shouldBe: number }
  /** Accepted, its hold is long over, and nothing was decided. */
  | { kind: 'ticket.undecided'; room: Id; ticket: Id; until: string }
  /** Accepted, its hold is running, and nobody has made its order. */
  | { kind: 'ticket.waiting'; room: Id; ticket: Id; at: string }
  /** Redis says it has an order, MongoDB has none. */
  | { kind: 'ticket.no-order'; room: Id; ticket: Id }
  | { kind: 'order.unit-missing'; room: Id; order: Id; serial: number; owner: Id | null }
  | { kind: 'order.units-short'; room: Id; order: Id; units: number; quantity: number }
  | { kind: 'order.no-money'; room: Id; order: Id; state: string }
  | { kind: 'money.no-order'; room: Id; order: Id; payment: Id; amount: number }
  | { kind: 'money.amount'; room: Id; order: Id; payment: Id; paid: number; owed: number }
  | { kind: 'refund.stuck'; room: Id; order: Id; payment: Id; since: string }
  | { kind: 'money.order-missing'; order: Id; payment: Id; amount: number }
  /** The provider has told something that nobody has applied. */
  | { kind: 'event.unhandled'; event: Id; payment: Id; type: string; since: string }
  /** The provider moved money that our payment does not know of. */
  | { kind: 'event.unmatched'; event: Id; payment: Id; type: string; amount: number; why: string }
  | { kind: 'sku.sum'; sku: Id; received: number; counted: number };

export type FindingKind = Finding['kind'];

/** One finding in a sentence. */
export function sentence(finding: Finding): string {
  switch (finding.kind) {
    case 'unit.nowhere':
      return `unit ${finding.pool}:${finding.serial} is nowhere`;
    case 'unit.twice':
      return `unit ${finding.pool}:${finding.serial} is in ${finding.places.join(' and in ')}`;
    case 'unit.outside':
      return `unit ${finding.pool}:${finding.serial} has a number the pool does not have`;
    case 'unit.no-order':
      return `unit ${finding.pool}:${finding.serial} is claimed for ticket ${finding.ticket}, which has no order`;
    case 'unit.of-ended-order':
      return `unit ${finding.pool}:${finding.serial} is claimed for order ${finding.ticket}, which was decided against`;
    case 'pool.settled-wrong':
      return `pool ${finding.pool} was settled as ${finding.says}, counted are ${finding.counted}`;
    case 'pool.returned-wrong':
      return `pool ${finding.pool} has given ${finding.returned} units back to its shop, not ${finding.shouldBe}`;
    case 'ticket.undecided':
      return `ticket ${finding.ticket} was accepted, its hold ended at ${finding.until}, and nothing was decided`;
    case 'ticket.waiting':
      return `ticket ${finding.ticket} was accepted at ${finding.at} and has no order yet`;
    case 'ticket.no-order':
      return `ticket ${finding.ticket} is marked as ordered and has no order`;
    case 'order.unit-missing':
      return `order ${finding.order} says unit ${finding.serial} is its own; it belongs to ${finding.owner ?? 'nobody'}`;
    case 'order.units-short':
      return `order ${finding.order} of ${finding.quantity} units has ${finding.units}`;
    case 'order.no-money':
      return `order ${finding.order} is ${finding.state} without a captured payment`;
    case 'money.no-order':
      return `payment ${finding.payment} of ${finding.amount} fen was captured and order ${finding.order} is not paid by it`;
    case 'money.amount':
      return `payment ${finding.payment} captured ${finding.paid} fen for order ${finding.order} of ${finding.owed} fen`;
    case 'refund.stuck':
      return `the refund of payment ${finding.payment} for order ${finding.order} has stood still since ${finding.since}`;
    case 'money.order-missing':
      return `payment ${finding.payment} of ${finding.amount} fen was captured for order ${finding.order}, which does not exist`;
    case 'event.unhandled':
      return `event ${finding.event} (${finding.type} of payment ${finding.payment}) has not been applied since ${finding.since}`;
    case 'event.unmatched':
      return `event ${finding.event} says ${finding.type} of ${finding.amount} fen for payment ${finding.payment}: ${finding.why}`;
    case 'sku.sum':
      return `SKU ${finding.sku}: ${finding.received} units received, ${finding.counted} accounted for`;
  }
}

/** The same finding found again has the same key. */
export const keyOf = (finding: Finding): string => sentence(finding);
