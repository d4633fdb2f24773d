import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Numbers of a process; features add theirs to the registry. */
export interface Metrics {
  registry: Registry;
  /** Time of HTTP calls in seconds by route and status. */
  http: Histogram<'route' | 'status'>;
  /** Time of socket commands in seconds by command and code (`OK` or an error code). */
  command: Histogram<'command' | 'code'>;
  /** Reads the number of open sockets whenever metrics are asked for. */
  watchSockets(count: () => number): void;
}

/** The registry of a process, with Node's own metrics in it. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  // Looking at the event loop a hundred times a second, as is usual, costs an idle node most of its CPU.
  collectDefaultMetrics({ register: registry, prefix: 'shelfcast_', eventLoopMonitoringPrecision: 100 });
  const registers = [registry];
  return {
    registry,
    http: new Histogram({
      name: 'shelfcast_http_seconds',
      help: 'time of HTTP calls',
      labelNames: ['route', 'status'],
      buckets: seconds,
      registers,
    }),
    command: new Histogram({
      name: 'shelfcast_command_seconds',
      help: 'time of socket commands',
      labelNames: ['command', 'code'],
      buckets: seconds,
      registers,
    }),
    watchSockets(count) {
      const gauge: Gauge = new Gauge({
        name: 'shelfcast_sockets',
        help: 'open sockets',
        registers,
        collect: () => gauge.set(count()),
      });
    },
  };
}
