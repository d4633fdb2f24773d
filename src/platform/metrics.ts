import { Registry, collectDefaultMetrics } from 'prom-client';

/** The registry of a process, with Node's own metrics in it; features add theirs. */
export function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'shelfcast_' });
  return registry;
}
