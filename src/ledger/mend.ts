import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { enqueueRefund } from '#src/payments/enqueue.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import type { Finding } from './finding.ts';

export type MendDeps = ReleaseDeps & Pick<Deps, 'payments' | 'queues'>;

/** A safe way to put one finding right: what it does in words, and doing it, as often as one likes. */
export interface Mend {
  text: string;
  apply(): Promise<void>;
}

/** The mend of a finding; undefined when only a person can decide, e.g. about money that does not match. */
export function mendOf(deps: MendDeps, finding: Finding): Mend | undefined {
  switch (finding.kind) {
    case 'unit.nowhere':
    case 'unit.twice':
    case 'unit.outside':
    case 'unit.no-order':
      return recount(deps, finding.room);
    case 'unit.of-ended-order':
      return {
        text: `give back the units of order ${finding.ticket}`,
        apply: () => release(deps, finding.room, finding.ticket),
      };
    case 'ticket.undecided':
      return {
        text: `bring ticket ${finding.ticket} to its end`,
        apply: () => expireHold(deps, { room: finding.room, ticket: finding.ticket }),
      };
    case 'ticket.no-order':
      return {
        text: `end ticket ${finding.ticket} once its hold is over`,
        apply: () => expireHold(deps, { room: finding.room, ticket: finding.ticket }),
      };
    case 'money.no-order':
    case 'refund.stuck':
      return {
        text: `send the money of payment ${finding.payment} back to its buyer`,
        apply: () => refund(deps, finding.order, finding.payment),
      };
    case 'pool.settled-wrong':
    case 'pool.returned-wrong':
    case 'order.unit-missing':
    case 'order.no-money':
    case 'money.amount':
    case 'sku.sum':
      return undefined;
  }
}

function recount(deps: MendDeps, room: Id): Mend {
  return {
    text: `count the units of room ${room} anew from MongoDB`,
    apply: () => warmGate(deps, room, { force: true }),
  };
}

async function release(deps: MendDeps, room: Id, id: Id): Promise<void> {
  const order = await deps.orders.find(id);
  if (!order || (order.state !== 'void' && order.state !== 'cancelled')) return;
  await releaseOrder(deps, order);
  await deps.stock.units.remove(id, order.holdUntil.getTime());
  await warmGate(deps, room, { force: true });
}

async function refund(deps: MendDeps, order: Id, payment: Id): Promise<void> {
  await deps.payments.markRefunding(payment, new Date(deps.clock.now()));
  await enqueueRefund(deps, order);
}
