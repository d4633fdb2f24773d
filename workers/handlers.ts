import type { Deps } from '#src/deps.ts';
import { archiveJobs } from './archive.ts';
import { holdJobs } from './holds.ts';
import { orderJobs } from './orders.ts';
import { paymentJobs } from './payments.ts';
import { sweepJobs } from './sweep.ts';
import type { Handlers } from './types.ts';

/** Handlers of all queues, one line per `workers/<queue>.ts`. */
export const handlersOf = (deps: Deps): Handlers => ({
  orders: orderJobs(deps),
  holds: holdJobs(deps),
  payments: paymentJobs(deps),
  sweep: sweepJobs(deps),
  archive: archiveJobs(deps),
});
