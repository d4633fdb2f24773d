import { mediaPolicy } from './policy.ts';

/** What placement looks at. `cpu` is the share of one core since the last measurement. */
export interface WorkerLoad {
  cpu: number;
  consumers: number;
}

/** The least busy of the candidates: by CPU in steps of ten percent, since smaller differences are noise, then by consumers. */
export function leastBusy<T extends WorkerLoad>(candidates: readonly T[]): T | undefined {
  const step = (load: WorkerLoad) => Math.round(load.cpu * 10);
  return candidates.toSorted((a, b) => step(a) - step(b) || a.consumers - b.consumers)[0];
}

/** A router that could take a viewer, with what decides it. */
export interface Place extends WorkerLoad {
  isOrigin: boolean;
  viewers: number;
}

/** Where a viewer goes: origin while it is small, then the emptiest edge, then a new edge, then whatever has room. */
export function placeViewer<T extends Place>(
  places: readonly T[],
  canAddEdge: boolean,
): { place: T } | 'new_edge' | 'full' {
  const open = places.filter(
    (place) => place.viewers < mediaPolicy.viewersPerWorker && place.cpu < mediaPolicy.cpuLimit,
  );
  const origin = open.find((place) => place.isOrigin && place.viewers < mediaPolicy.viewersOnOrigin);
  if (origin) return { place: origin };
  const edges = open.filter((place) => !place.isOrigin).toSorted((a, b) => a.viewers - b.viewers);
  if (edges[0] && (edges[0].viewers < mediaPolicy.viewersPerWorker / 2 || !canAddEdge)) return { place: edges[0] };
  if (canAddEdge) return 'new_edge';
  const last = edges[0] ?? open[0];
  return last ? { place: last } : 'full';
}

/** When a viewer of a dead worker should come back: spread evenly. `random` in [0, 1). */
export function rejoinDelay(random: number): number {
  return Math.round(random * mediaPolicy.rejoinSpreadMs);
}
