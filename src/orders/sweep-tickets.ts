import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { stockPolicy } from '#src/stock/policy.ts';
import { enqueueExpiry, enqueueOrder } from './enqueue.ts';

/**
 * Looks through the live rooms for tickets that nobody works on: accepted ones whose job was lost go on the queue again,
 * and those whose hold is over are ended. Queueing a ticket that is queued already changes nothing.
 */
export async function sweepTickets(deps: Pick<Deps, 'gate' | 'queues' | 'clock' | 'log'>): Promise<void> {
  for (const room of await deps.gate.activeRooms()) {
    await sweepRoom(deps, room).catch((error: unknown) => {
      deps.log.warn({ err: error as Error, roomId: room }, 'sweeping the tickets of a room failed');
    });
  }
}

async function sweepRoom(deps: Pick<Deps, 'gate' | 'queues' | 'clock'>, room: Id): Promise<void> {
  const now = deps.clock.now();
  const { pendingMs, sweepBatch } = stockPolicy;
  const pending = await deps.gate.listPending(room, now - pendingMs, sweepBatch);
  await Promise.all(pending.map((ticket) => enqueueOrder(deps, room, ticket)));
  const due = await deps.gate.listDue(room, now, sweepBatch);
  await Promise.all(due.map((ticket) => enqueueExpiry(deps, room, ticket)));
}
