import { QueueEvents } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobs } from '#src/contract/jobs.ts';
import { queuePrefix } from '#src/platform/queues.ts';
import { currentRequestId, withRequestId } from '#src/platform/request-context.ts';
import { handlersOf } from '#workers/handlers.ts';
import { startWorkers } from '#workers/run.ts';
import type { Workers } from '#workers/run.ts';
import { startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

let service: Service;
let workers: Workers;
let events: QueueEvents;
interface Run {
  ticket: string;
  requestId: string | undefined;
  attemptsMade: number;
}
let runs: Run[] = [];
/** What the handler does before it returns; tests set it. */
let work: (run: Run) => Promise<void>;

beforeAll(async () => {
  service = await startService();
  const { deps } = service;
  workers = await startWorkers(deps, {
    ...handlersOf(deps),
    orders: {
      'order.create': async ({ ticket }, { attemptsMade }) => {
        const run = { ticket, requestId: currentRequestId(), attemptsMade };
        runs.push(run);
        await work(run);
      },
    },
  });
  const prefix = queuePrefix(deps.config.REDIS_PREFIX);
  events = new QueueEvents('orders', { connection: deps.redis.duplicate({ maxRetriesPerRequest: null }), prefix });
  await events.waitUntilReady();
});
afterAll(async () => {
  await events.close();
  await workers.close();
  await service.close();
});
beforeEach(() => {
  runs = [];
  work = () => Promise.resolve();
});

/** Resolves when the job has ended, well or not. */
async function ended(jobId: string): Promise<'completed' | 'failed'> {
  const job = await service.deps.queues.get('orders').getJob(jobId);
  return job!.waitUntilFinished(events, 20_000).then(
    () => 'completed' as const,
    () => 'failed' as const,
  );
}

const request = () => ({ room: service.deps.newId(), ticket: service.deps.newId() });

describe('jobs', () => {
  it('carry the id of the request that caused them', async () => {
    const data = request();
    await withRequestId('request-0001', () =>
      service.deps.queues.add('orders', 'order.create', data, { jobId: data.ticket }),
    );
    expect(await ended(data.ticket)).toBe('completed');
    expect(runs).toEqual([{ ticket: data.ticket, requestId: 'request-0001', attemptsMade: 0 }]);
    const alone = request();
    await service.deps.queues.add('orders', 'order.create', alone, { jobId: alone.ticket });
    expect(await ended(alone.ticket)).toBe('completed');
    expect(runs.at(-1)!.requestId).toBe(`job-${alone.ticket}`);
  });

  it('asked for in one moment, more than go together at once, all run, each for its own request', async () => {
    const all = Array.from({ length: 250 }, request);
    const { queues } = service.deps;
    await Promise.all(
      all.map((data) =>
        withRequestId(`request-${data.ticket}`, () =>
          queues.add('orders', 'order.create', data, { jobId: data.ticket, removeOnComplete: true }),
        ),
      ),
    );
    await expect.poll(() => runs.length).toBe(all.length);
    const asked = new Map(all.map(({ ticket }) => [ticket, `request-${ticket}`]));
    expect(new Map(runs.map(({ ticket, requestId }) => [ticket, requestId]))).toEqual(asked);
  });

  it('run again when they fail, and the same id is queued once', async () => {
    const data = request();
    work = ({ attemptsMade }) => (attemptsMade < 2 ? Promise.reject(new Error('not yet')) : Promise.resolve());
    const add = () => service.deps.queues.add('orders', 'order.create', data, { jobId: data.ticket });
    await Promise.all([add(), add(), add()]);
    expect(await ended(data.ticket)).toBe('completed');
    expect(runs.map((run) => run.attemptsMade)).toEqual([0, 1, 2]);
  });

  it('that are malformed or unknown fail once and for all, and are kept to be looked at', async () => {
    const queue = service.deps.queues.get('orders');
    await queue.add('order.create', { room: 'not an id' }, { jobId: 'malformed' });
    await queue.add('order.guess', request(), { jobId: 'unknown' });
    for (const id of ['malformed', 'unknown']) {
      expect(await ended(id)).toBe('failed');
      const job = await queue.getJob(id);
      expect([id, job!.attemptsMade, await job!.isFailed()]).toEqual([id, 1, true]);
    }
    expect(runs).toEqual([]);
  });
});

describe('a worker process', () => {
  it('refuses to start when a job of the contract has no handler', async () => {
    const { payments: _, ...others } = handlersOf(service.deps);
    await expect(startWorkers(service.deps, others)).rejects.toThrow(
      'without a handler: payment.settle, refund.request',
    );
  });
});

describe('regular work', () => {
  it('of the archive goes on while selling’s sweeps take long, and a schedule of an older version is dropped', async () => {
    const other = await startService();
    const { deps } = other;
    const every = { every: 60_000 };
    await deps.queues.get('sweep').upsertJobScheduler('sweep.archive', every, { name: 'sweep.archive', data: {} });
    const stuck = Promise.withResolvers<void>();
    const archiving = Promise.withResolvers<void>();
    const sweeping = Promise.withResolvers<void>();
    const slow = () => {
      sweeping.resolve();
      return stuck.promise;
    };
    const running = await startWorkers(deps, {
      ...handlersOf(deps),
      sweep: Object.fromEntries(Object.keys(jobs.sweep).map((name) => [name, slow])),
      archive: {
        async 'archive.logs'() {
          await sweeping.promise;
          archiving.resolve();
        },
      },
    });
    await archiving.promise;
    const schedules = await deps.queues.get('sweep').getJobSchedulers();
    expect(schedules.map(({ key }) => key).toSorted()).toEqual(Object.keys(jobs.sweep).toSorted());
    stuck.resolve();
    await running.close();
    await other.close();
  });
});

describe('workers that close', () => {
  it('let the job under way end', async () => {
    const { deps } = service;
    let finish: () => void = () => {};
    let closed = false;
    const started = new Promise<void>((resolve) => {
      work = () => {
        resolve();
        return new Promise((done) => (finish = done));
      };
    });
    const data = request();
    await deps.queues.add('orders', 'order.create', data, { jobId: data.ticket });
    await started;
    const closing = workers.close().then(() => (closed = true));
    await deps.redis.ping();
    expect(closed).toBe(false);
    finish();
    await closing;
    const job = await deps.queues.get('orders').getJob(data.ticket);
    expect(await job!.isCompleted()).toBe(true);
  });
});
