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

/** Regular work: whatever a process that died has left half done is taken up here. */
export function sweepJobs(deps: Deps): QueueHandlers<'sweep'> {
  return {
    'sweep.tickets': async () => {
      await sweepTickets(deps);
      await sweepDraws(deps);
    },
    'sweep.orders': async () => {
      for (const sweep of [sweepGates, sweepOrders, sweepShelf, sweepPayments, sweepDeliveries]) {
        // One that fails must not keep the others from their work.
        await sweep(deps).catch((error: unknown) => {
          deps.log.warn({ err: error as Error, sweep: sweep.name }, 'a sweep failed');
        });
      }
    },
    'sweep.rooms': async () => void (await sweepRooms(deps)),
  };
}
