import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;

/** What a server process spent since the last reading. */
export interface Reading {
  cpuSeconds: number;
  rssBytes: number;
  heapBytes: number;
  loopP99Ms: number;
  loopMaxMs: number;
}

/** Handlers that measure the process they run in. */
export function meterCalls(): {
  'meter.start': (request: { watchLoop?: boolean }) => void;
  'meter.read': () => Reading;
} {
  // A finer one would wake an idle loop so often that the meter were what is measured.
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let since = process.cpuUsage();
  return {
    'meter.start'({ watchLoop }) {
      if (watchLoop) delay.enable();
      else delay.disable();
      delay.reset();
      since = process.cpuUsage();
    },
    'meter.read'() {
      const { user, system } = process.cpuUsage(since);
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      // The histogram holds whole intervals between two turns; the delay is what is above the one asked for.
      const over = (nanos: number) => Math.max(0, nanos / 1e6 - RESOLUTION_MS);
      return {
        cpuSeconds: (user + system) / 1e6,
        rssBytes: rss,
        heapBytes: heapUsed,
        loopP99Ms: over(delay.percentile(99)),
        loopMaxMs: over(delay.max),
      };
    },
  };
}
