import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { createLog } from '#src/platform/log.ts';
import { connectRedis } from '#src/platform/redis.ts';
import { serveCalls } from './calls.ts';

/** Puts jobs on a queue at an even pace, as a service node does beside the workers: their CPU is not spent on it. */
const log = createLog({ level: 'error', name: 'bench', nodeId: 'adder' });
const redis = connectRedis(process.env['REDIS_URL']!, log, 'adder');

interface Work {
  queue: string;
  prefix: string;
  jobs: { room: string; ticket: string }[];
  perSecond: number;
}

serveCalls(
  {
    add: async ({ queue: name, prefix, jobs, perSecond }: Work) => {
      const queue = new Queue(name, { connection: redis, prefix });
      const start = performance.now();
      const added = [];
      for (const [at, data] of jobs.entries()) {
        const wait = start + (at / perSecond) * 1_000 - performance.now();
        if (wait > 0) await sleep(wait);
        const opts = { jobId: data.ticket, removeOnComplete: true, removeOnFail: true };
        added.push(queue.add('order.create', data, opts));
      }
      await Promise.all(added);
      await queue.close();
    },
  },
  () => redis.disconnect(),
);
