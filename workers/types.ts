import type { JobName, QueueName } from '#src/contract/jobs.ts';
import type { JobData } from '#src/platform/queues.ts';
import type { Log } from '#src/platform/log.ts';

/** What a handler learns of its run besides the data. */
export interface JobRun {
  id: string;
  /** Runs before this one: 0 at first. A job may run again at any time, even after it did its work. */
  attemptsMade: number;
  log: Log;
}

/** Handlers of one queue as `workers/<queue>.ts` makes them; a throw lets the queue try again with growing pauses. */
export type QueueHandlers<Q extends QueueName> = {
  [N in JobName<Q>]: (data: JobData<Q, N>, run: JobRun) => Promise<void>;
};

/** Handlers by queue and job, for every name of the contract. */
export type Handlers = { [Q in QueueName]?: Partial<QueueHandlers<Q>> };
