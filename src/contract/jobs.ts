import { z } from 'zod';
import { id } from './ids.ts';

/** Every queue job by queue and name, with its payload. A worker process refuses to start when one has no handler. */
export const jobs = {
  /** Accepted ticket -> durable order; `jobId` = ticket. */
  orders: { 'order.create': z.strictObject({ room: id, ticket: id }) },
  /** A hold's deadline has passed, or a release was left half done; or a draw is due. */
  holds: {
    'hold.expire': z.strictObject({ room: id, ticket: id }),
    /** A window in which taps are gathered has closed. */
    'draw.decide': z.strictObject({ room: id, item: id }),
  },
  payments: {
    /** A stored provider event is applied to its order. */
    'payment.settle': z.strictObject({ event: id }),
    'refund.request': z.strictObject({ order: id }),
    /** The sandbox provider sends its webhook, with retries. */
    'sandbox.deliver': z.strictObject({ event: id }),
  },
  /** Regular work on schedulers: pending tickets, holds, unfinished releases, unhandled payment events, rooms past their end. */
  sweep: {
    'sweep.tickets': z.strictObject({}),
    'sweep.draws': z.strictObject({}),
    'sweep.gates': z.strictObject({}),
    'sweep.orders': z.strictObject({}),
    'sweep.shelf': z.strictObject({}),
    'sweep.payments': z.strictObject({}),
    'sweep.rooms': z.strictObject({}),
  },
  /** Logs of rooms into the archive; a queue of its own, so that selling's sweeps and it never wait for each other. */
  archive: { 'archive.logs': z.strictObject({}) },
} as const;

export type QueueName = keyof typeof jobs;
export type JobName<Q extends QueueName> = keyof (typeof jobs)[Q] & string;
