import type { JobName } from '#src/contract/jobs.ts';
import type { Queues } from '#src/platform/queues.ts';

/**
 * How often regular work runs, by queue, in milliseconds; each sweep is short and finds nothing in good times. Tickets every
 * second, because holds end by it and a buyer whose job was lost waits for it.
 */
const every: { [Q in 'sweep' | 'archive']: Record<JobName<Q>, number> } = {
  sweep: {
    'sweep.tickets': 1_000,
    'sweep.draws': 1_000,
    'sweep.gates': 5_000,
    'sweep.orders': 5_000,
    'sweep.shelf': 5_000,
    'sweep.payments': 5_000,
    'sweep.rooms': 60_000,
  },
  archive: { 'archive.logs': 5_000 },
};

/** A Redis that was emptied has forgotten the schedules too; they are looked after this often, in milliseconds. */
const WATCH_MS = 2_000;

/** Registers the sweeps and keeps them registered, since everything that was lost is found by them. */
export async function keepSweeps(queues: Queues, onError: (error: unknown) => void): Promise<{ close(): void }> {
  const all = Object.keys(every) as (keyof typeof every)[];
  for (const queue of all) {
    await dropForeign(queues, queue);
    await scheduleSweeps(queues, queue);
  }
  const timer = setInterval(() => {
    for (const queue of all) {
      queues
        .get(queue)
        .getJobSchedulersCount()
        .then((count) => (count < Object.keys(every[queue]).length ? scheduleSweeps(queues, queue) : undefined))
        .catch(onError);
    }
  }, WATCH_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

/** Registers the sweeps; with many worker processes each still runs once per period. */
async function scheduleSweeps(queues: Queues, queue: keyof typeof every): Promise<void> {
  for (const [name, milliseconds] of Object.entries(every[queue])) {
    const opts = { attempts: 1, removeOnComplete: { count: 20 }, removeOnFail: { count: 100 } };
    await queues.get(queue).upsertJobScheduler(name, { every: milliseconds }, { name, data: {}, opts });
  }
}

/** A schedule that an older version left behind would make jobs that nobody takes. */
async function dropForeign(queues: Queues, queue: keyof typeof every): Promise<void> {
  for (const { key } of await queues.get(queue).getJobSchedulers()) {
    if (!(key in every[queue])) await queues.get(queue).removeJobScheduler(key);
  }
}
