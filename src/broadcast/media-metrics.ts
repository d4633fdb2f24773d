import { Gauge } from 'prom-client';
import type { Media } from '#media/index.ts';
import type { Metrics } from '#src/platform/metrics.ts';

/** Shows workers and stages of this node's media whenever metrics are asked for. */
export function watchMedia({ registry }: Metrics, media: Media): void {
  const registers = [registry];
  const watch = (name: string, help: string, read: () => number) => {
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
  };
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  watch('shelfcast_media_workers', 'mediasoup workers that run', () => media.stats().workers.length);
  watch('shelfcast_media_consumers', 'streams sent to viewers', () =>
    sum(media.stats().workers.map((w) => w.consumers)),
  );
  watch('shelfcast_media_stages', 'rooms whose stage is on this node', () => media.stats().stages.length);
  watch('shelfcast_media_viewers', 'viewers of stages on this node', () =>
    sum(media.stats().stages.map((s) => s.viewers)),
  );
  const cpu: Gauge<'worker'> = new Gauge({
    name: 'shelfcast_media_worker_cpu',
    help: 'share of one core per worker',
    labelNames: ['worker'],
    registers,
    collect() {
      cpu.reset();
      for (const [index, worker] of media.stats().workers.entries()) cpu.set({ worker: index }, worker.cpu);
    },
  });
}
