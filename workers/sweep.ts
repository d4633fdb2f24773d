import type { Deps } from '#src/deps.ts';
import { sweepDraws } from '#src/draws/sweep-draws.ts';
import { sweepOrders } from '#src/orders/sweep-orders.ts';
import { sweepTickets } from '#src/orders/sweep-tickets.ts';
import { sweepDeliveries } from '#src/payments/sandbox/deliver-event.ts';
import { sweepPayments } from '#src/payments/sweep-payments.ts';
import { sweepRooms } from '#src/rooms/sweep-rooms.ts';
import { sweepShelf } from '#src/shelf/sweep-shelf.ts';
import { sweepGates } from '#src/stock/sweep-gates.ts';
import type { QueueHandlers } from './types.ts';

/**
 * Regular work: whatever a process that died has left half done is taken up here. Each kind runs beside the others, so that
 * a room whose gate cannot be built keeps no lost job and no ended hold waiting.
 */
export function sweepJobs(deps: Deps): QueueHandlers<'sweep'> {
  return {
    'sweep.tickets': alone(() => sweepTickets(deps)),
    'sweep.draws': alone(() => sweepDraws(deps)),
    'sweep.gates': alone(() => sweepGates(deps)),
    'sweep.orders': alone(() => sweepOrders(deps)),
    'sweep.shelf': alone(() => sweepShelf(deps)),
    'sweep.payments': alone(async () => {
      // One that fails must not keep the other from its work.
      const [payments, deliveries] = await Promise.allSettled([sweepPayments(deps), sweepDeliveries(deps)]);
      for (const each of [payments, deliveries]) if (each.status === 'rejected') throw each.reason;
    }),
    'sweep.rooms': alone(async () => void (await sweepRooms(deps))),
  };
}

/** A sweep that takes longer than its period does not pile up: what comes while it runs has nothing to add. */
function alone(sweep: () => Promise<void>): () => Promise<void> {
  let isRunning = false;
  return async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      await sweep();
    } finally {
      isRunning = false;
    }
  };
}
