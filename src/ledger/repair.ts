import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { enqueueOrder } from '#src/orders/enqueue.ts';
import { expireHold } from '#src/orders/expire-hold.ts';
import { releaseOrder } from '#src/orders/release-order.ts';
import { isDecidedAgainst } from '#src/orders/rules.ts';
import type { ReleaseDeps } from '#src/orders/release-order.ts';
import { enqueueRefund, enqueueSettle } from '#src/payments/enqueue.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import type { LedgerDeps } from './audit-pool.ts';
import type { Finding } from './finding.ts';
import { stillStands } from './still-stands.ts';

export type RepairDeps = ReleaseDeps & LedgerDeps & Pick<Deps, 'queues'>;

/** A safe way to put one finding right: what it does in words, and doing it, as often as one likes. */
export interface Repair {
  text: string;
  /** Looks again first; false when the finding has gone by itself, and nothing was done. */
  apply(): Promise<boolean>;
}

/** The repair of a finding; undefined when only a person can decide, e.g. about money that does not match. */
export function repairOf(deps: RepairDeps, finding: Finding): Repair | undefined {
  const step = stepOf(deps, finding);
  return (
    step && {
      text: step.text,
      async apply() {
        const stands = await stillStands(deps, finding);
        if (stands) await step.apply();
        return stands;
      },
    }
  );
}

interface Step {
  text: string;
  apply(): Promise<void>;
}

function stepOf(deps: RepairDeps, finding: Finding): Step | undefined {
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
    case 'ticket.waiting':
      return {
        text: `queue ticket ${finding.ticket} again`,
        apply: () => enqueueOrder(deps, finding.room, finding.ticket),
      };
    case 'event.unhandled':
      return { text: `queue event ${finding.event} again`, apply: () => enqueueSettle(deps, finding.event) };
    case 'ticket.no-order':
      return {
        text: `end ticket ${finding.ticket} once its hold is over`,
        apply: () => expireHold(deps, { room: finding.room, ticket: finding.ticket }),
      };
    case 'money.no-order':
    case 'money.order-missing':
    case 'refund.stuck':
      return {
        text: `send the money of payment ${finding.payment} back to its buyer`,
        apply: () => refund(deps, finding.order, finding.payment),
      };
    case 'pool.settled-wrong':
    case 'pool.returned-wrong':
    case 'order.unit-missing':
    case 'order.units-short':
    case 'order.no-money':
    case 'money.amount':
    case 'event.unmatched':
    case 'sku.sum':
      return undefined;
  }
}

function recount(deps: RepairDeps, room: Id): Step {
  return {
    text: `count the units of room ${room} anew from MongoDB`,
    apply: () => warmGate(deps, room, { force: true }),
  };
}

async function release(deps: RepairDeps, room: Id, id: Id): Promise<void> {
  const order = await deps.orders.find(id);
  if (!order || !isDecidedAgainst(order)) return;
  await releaseOrder(deps, order);
  await deps.stock.units.remove(id, order.holdUntil.getTime());
  await warmGate(deps, room, { force: true });
}

async function refund(deps: RepairDeps, order: Id, payment: Id): Promise<void> {
  await deps.payments.markRefunding(payment, new Date(deps.clock.now()));
  await enqueueRefund(deps, order);
}
