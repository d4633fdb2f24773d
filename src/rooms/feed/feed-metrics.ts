import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from '#src/platform/metrics.ts';

/** How the delivery of rooms to this node's viewers is doing. */
export interface FeedMetrics {
  /** Seconds that one frame to all local viewers took. */
  frame: Histogram;
  /** Sockets that could not keep up and were told to come back. */
  shed: Counter;
}

export function createFeedMetrics({ registry }: Metrics, now: { rooms(): number; sockets(): number }): FeedMetrics {
  const registers = [registry];
  const watch = (name: string, help: string, read: () => number) => {
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
  };
  watch('shelfcast_followed_rooms', 'rooms this node follows', now.rooms);
  watch('shelfcast_room_sockets', 'memberships of sockets in rooms on this node', now.sockets);
  return {
    frame: new Histogram({
      name: 'shelfcast_frame_seconds',
      help: 'time to send one frame to all local viewers of a room',
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1],
      registers,
    }),
    shed: new Counter({ name: 'shelfcast_slow_sockets_total', help: 'slow sockets told to come back', registers }),
  };
}
