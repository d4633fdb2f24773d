import { UnrecoverableError, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import { jobs } from '#src/contract/jobs.ts';
import type { QueueName } from '#src/contract/jobs.ts';
import type { Deps } from '#src/deps.ts';
import { requestIdOfJob, queuePrefix } from '#src/platform/queues.ts';
import { withRequestId } from '#src/platform/request-context.ts';
import { handlersOf } from './handlers.ts';
import { keepSweeps } from './schedules.ts';
import type { Handlers, JobRun } from './types.ts';

/** Jobs of one queue under way at once in this process; orders go to MongoDB in batches, so many of them cost little more than few, and every kind of sweep has a place. */
const concurrency: Record<QueueName, number> = {
  orders: 400,
  holds: 16,
  payments: 16,
  sweep: Object.keys(jobs.sweep).length,
  archive: 1,
};

/**
 * A worker that dies leaves its jobs to the others after its locks have run out and somebody has looked; a look that falls
 * to the dead one's turn is missed, so that it takes 5 seconds at most. BullMQ's defaults take a minute, too long for a
 * buyer who waits, while a lock lost to a busy event loop only means that a job runs twice. Dying over and over must not fail a job for good: whether its
 * work was done is known from MongoDB, and every job may run any number of times. After Redis was away jobs are taken again
 * in half a second instead of fifteen.
 */
const recovery = { lockDuration: 3_000, stalledInterval: 1_000, maxStalledCount: 1_000, runRetryDelay: 500 } as const;

/** How a queue's jobs are taken and taken over; the same for every process. */
export function workerSettings(queue: QueueName) {
  return { concurrency: concurrency[queue], ...recovery };
}

/** Running consumers of all queues. */
export interface Workers {
  /** Idempotent: takes no new job and waits for those under way. */
  close(): Promise<void>;
}

type AnyHandler = (data: unknown, run: JobRun) => Promise<void>;
type AnyHandlers = Partial<Record<string, Partial<Record<string, AnyHandler>>>>;

/** Starts one consumer per queue and registers the sweeps. @throws when a job of the contract has no handler */
export async function startWorkers(deps: Deps, handlers: Handlers = handlersOf(deps)): Promise<Workers> {
  const byQueue = handlers as AnyHandlers;
  const missing = missingHandlers(byQueue);
  if (missing.length > 0) throw new Error(`jobs without a handler: ${missing.join(', ')}`);
  const names = Object.keys(jobs) as QueueName[];
  const workers = names.map((name) => startWorker(deps, name, byQueue[name]!));
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  const sweeps = await keepSweeps(deps.queues, (error) => {
    deps.log.warn({ err: error as Error }, 'looking after the schedules failed');
  });
  let closing: Promise<unknown> | undefined;
  return {
    async close() {
      sweeps.close();
      closing ??= Promise.all(workers.map((worker) => worker.close()));
      await closing;
    },
  };
}

function missingHandlers(handlers: AnyHandlers): string[] {
  return Object.entries(jobs).flatMap(([queue, names]) =>
    Object.keys(names).filter((name) => !handlers[queue]?.[name]),
  );
}

function startWorker(deps: Deps, queue: QueueName, handlers: Partial<Record<string, AnyHandler>>): Worker {
  const worker = new Worker(queue, (job) => runJob(deps, queue, handlers, job), {
    connection: deps.redis,
    prefix: queuePrefix(deps.config.REDIS_PREFIX),
    ...workerSettings(queue),
  });
  worker.on('failed', (job, error) => {
    const requestId = job && requestIdOfJob(job);
    const facts = { requestId, queue, job: job?.name, jobId: job?.id, attempts: job?.attemptsMade };
    deps.log.warn({ err: error, ...facts }, 'job failed');
  });
  worker.on('error', (error) => deps.log.warn({ err: error, queue }, 'worker error'));
  return worker;
}

async function runJob(
  deps: Deps,
  queue: QueueName,
  handlers: Partial<Record<string, AnyHandler>>,
  job: Job,
): Promise<void> {
  const handler = handlers[job.name];
  const schema = (jobs[queue] as Partial<Record<string, { parse(data: unknown): unknown }>>)[job.name];
  // Trying again cannot help a job that nobody knows or that is malformed.
  if (!handler || !schema) throw new UnrecoverableError(`no handler for ${queue} ${job.name}`);
  const data = parseData(schema, job);
  const requestId = requestIdOfJob(job);
  const log = deps.log.child({ queue, job: job.name, jobId: job.id });
  await withRequestId(requestId, () => handler(data, { id: job.id ?? '', attemptsMade: job.attemptsMade, log }));
}

function parseData(schema: { parse(data: unknown): unknown }, job: Job): unknown {
  try {
    return schema.parse(job.data);
  } catch (error) {
    throw new UnrecoverableError(`malformed job ${job.name}: ${String(error).slice(0, 500)}`);
  }
}
