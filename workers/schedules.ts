import type { Queues } from '#src/platform/queues.ts';

/**
 * How often regular work runs, in milliseconds; each sweep is short and finds nothing in good times. Tickets every
 * second, because holds end by it and a buyer whose job was lost waits for it.
 */
const every = { 'sweep.tickets': 1_000, 'sweep.orders': 5_000, 'sweep.rooms': 60_000, 'sweep.archive': 5_000 } as const;

/** A Redis that was emptied has forgotten the schedules too; they are looked after this often, in milliseconds. */
const WATCH_MS = 2_000;

/** Registers the sweeps and keeps them registered, since everything that was lost is found by them. */
export async function keepSweeps(queues: Queues, onError: (error: unknown) => void): Promise<{ close(): void }> {
  await scheduleSweeps(queues);
  const timer = setInterval(() => {
    queues
      .get('sweep')
      .getJobSchedulersCount()
      .then((count) => (count < Object.keys(every).length ? scheduleSweeps(queues) : undefined))
      .catch(onError);
  }, WATCH_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

/** Registers the sweeps; with many worker processes each still runs once per period. */
async function scheduleSweeps(queues: Queues): Promise<void> {
  for (const [name, milliseconds] of Object.entries(every)) {
    const opts = { attempts: 1, removeOnComplete: { count: 20 }, removeOnFail: { count: 100 } };
    await queues.get('sweep').upsertJobScheduler(name, { every: milliseconds }, { name, data: {}, opts });
  }
}
