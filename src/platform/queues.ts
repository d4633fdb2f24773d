import { Queue } from 'bullmq';
import type { Job, JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { jobs } from '../contract/jobs.ts';
import type { JobName, QueueName } from '../contract/jobs.ts';
import { createBatches, fulfilled } from './batches.ts';
import { withDeadline } from './deadline.ts';
import { currentRequestId } from './request-context.ts';

export type JobData<Q extends QueueName, N extends JobName<Q>> = (typeof jobs)[Q][N] extends z.ZodType
  ? z.output<(typeof jobs)[Q][N]>
  : never;

/** Puts jobs on the queues. A throw means *unknown*, never "not queued": what matters is also found by a sweep. */
export interface Queues {
  add<Q extends QueueName, N extends JobName<Q>>(
    queue: Q,
    name: N,
    data: JobData<Q, N>,
    options?: JobsOptions,
  ): Promise<void>;
  get(queue: QueueName): Queue;
  close(): Promise<void>;
}

/** All keys of one queue share a hash slot through the braces. */
export const queuePrefix = (prefix: string): string => `{${prefix}:q}`;

/** The id of the request that caused the job, else one made of its own id. */
export function requestIdOfJob(job: Job): string {
  return job.opts.telemetry?.metadata ?? `job-${job.id}`;
}

const defaults: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 250, jitter: 0.5 },
  removeOnComplete: { age: 600, count: 10_000 },
  removeOnFail: { age: 7 * 86_400 },
};

/** A Redis that is away does not keep a process from ending. */
const CLOSE_PATIENCE_MS = 2_000;

/** Jobs that one command puts on a queue at most. */
const ADD_MAX = 100;

/** Jobs asked for while others are being queued go together: a sale queues thousands a second, a quiet shop waits for none. */
function createAdder(queue: Queue) {
  return createBatches<{ name: string; data: unknown; opts: JobsOptions }, void>(async (added) => {
    await queue.addBulk([...added]);
    return added.map(() => fulfilled(undefined));
  }, ADD_MAX);
}

export function createQueues(connection: Redis, prefix: string): Queues {
  const names = Object.keys(jobs) as QueueName[];
  const queues = new Map(
    names.map((name) => [
      name,
      new Queue(name, { connection, prefix: queuePrefix(prefix), defaultJobOptions: defaults }),
    ]),
  );
  const adders = new Map(Array.from(queues, ([name, queue]) => [name, createAdder(queue)]));
  const adding = new Set<Promise<void>>();
  // The connection is everybody's and reports its own trouble; unheard, each queue would print it once more.
  for (const queue of queues.values()) queue.on('error', () => {});
  const get = (name: QueueName) => queues.get(name)!;
  return {
    async add(queue, name, data, options) {
      const requestId = currentRequestId();
      const opts = {
        ...options,
        ...(requestId !== undefined && { telemetry: { metadata: requestId, omitContext: true } }),
      };
      const added = adders.get(queue)!({ name, data, opts });
      adding.add(added);
      try {
        await added;
      } finally {
        adding.delete(added);
      }
    },
    get,
    async close() {
      // Nobody may be waiting for these, but an order that is asked for now need not wait for a sweep.
      await withDeadline(Promise.allSettled(adding), CLOSE_PATIENCE_MS).catch(() => {});
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
