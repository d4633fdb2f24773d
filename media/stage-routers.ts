import type { Producer } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import { codecs } from './capabilities.ts';
import { guarded } from './errors.ts';
import type { ProducerFacts } from './publisher-session.ts';
import { placeViewer } from './rules.ts';
import type { PlacedRouter } from './transport.ts';
import type { PoolWorker, WorkerPool } from './worker-pool.ts';

interface StageRouter extends PlacedRouter {
  readonly isOrigin: boolean;
  /** Sessions here, and places promised before the transport exists. */
  viewers: number;
}

/** The routers of one stage: the origin the host publishes to, and edges on other workers that get its streams by pipes. */
export class StageRouters {
  readonly #pool: WorkerPool;
  readonly #producers = new Set<Producer<ProducerFacts>>();
  readonly #edges = new Map<PoolWorker, StageRouter>();
  #origin: StageRouter | undefined;
  // Many joins at once must make one router, not many.
  #openingOrigin: Promise<StageRouter> | undefined;
  #openingEdge: Promise<StageRouter> | undefined;

  constructor(pool: WorkerPool) {
    this.#pool = pool;
  }

  origin(): Promise<StageRouter> {
    if (this.#origin && !this.#origin.router.closed) return Promise.resolve(this.#origin);
    this.#openingOrigin ??= this.#openOrigin().finally(() => (this.#openingOrigin = undefined));
    return this.#openingOrigin;
  }

  /** A router for one more viewer, reserved until `release`. @throws MEDIA_FULL MEDIA_UNAVAILABLE */
  async place(): Promise<PlacedRouter & { release(): void }> {
    const origin = await this.origin();
    const all = [origin, ...this.#edges.values()];
    const used = all.map((each) => each.on);
    const canAddEdge = this.#pool.workers.some((worker) => !used.includes(worker));
    const choice = placeViewer(
      all.map((each) => ({
        isOrigin: each.isOrigin,
        viewers: each.viewers,
        cpu: each.on.cpu,
        consumers: each.on.consumers,
        each,
      })),
      canAddEdge,
    );
    if (choice === 'full') throw new AppError('MEDIA_FULL', { retryAfterMs: 5_000 });
    const chosen = choice === 'new_edge' ? await this.#edge(used) : choice.place.each;
    chosen.viewers += 1;
    let held = true;
    const release = () => {
      if (held) chosen.viewers -= 1;
      held = false;
    };
    return { router: chosen.router, on: chosen.on, release };
  }

  /** Counts a session that now exists, or is gone. */
  count(place: PlacedRouter, by: 1 | -1): void {
    const found = [this.#origin, ...this.#edges.values()].find((each) => each?.router === place.router);
    if (found) found.viewers += by;
  }

  /** Sends a new producer to all edges. */
  async pipe(producer: Producer<ProducerFacts>): Promise<void> {
    this.#producers.add(producer);
    producer.observer.once('close', () => this.#producers.delete(producer));
    const origin = await this.origin();
    await Promise.all(
      [...this.#edges.values()].map((edge) =>
        guarded(() => origin.router.pipeToRouter({ producerId: producer.id, router: edge.router })),
      ),
    );
  }

  /** The worker died with its routers. */
  forget(worker: PoolWorker): void {
    this.#edges.delete(worker);
    if (this.#origin?.on === worker) this.#origin = undefined;
  }

  close(): void {
    for (const each of [this.#origin, ...this.#edges.values()]) each?.router.close();
    this.#edges.clear();
    this.#origin = undefined;
  }

  async #openOrigin(): Promise<StageRouter> {
    // An edge's worker cannot hold the origin too: pipes go between workers.
    const on = this.#pool.pick([...this.#edges.keys()]);
    const router = await guarded(() => on.worker.createRouter({ mediaCodecs: codecs }));
    this.#origin = { router, on, isOrigin: true, viewers: 0 };
    return this.#origin;
  }

  #edge(used: readonly PoolWorker[]): Promise<StageRouter> {
    this.#openingEdge ??= this.#openEdge(used).finally(() => (this.#openingEdge = undefined));
    return this.#openingEdge;
  }

  async #openEdge(used: readonly PoolWorker[]): Promise<StageRouter> {
    const on = this.#pool.pick(used);
    const router = await guarded(() => on.worker.createRouter({ mediaCodecs: codecs }));
    const origin = await this.origin();
    await Promise.all(
      [...this.#producers].map((producer) =>
        guarded(() => origin.router.pipeToRouter({ producerId: producer.id, router })),
      ),
    );
    const edge: StageRouter = { router, on, isOrigin: false, viewers: 0 };
    this.#edges.set(on, edge);
    return edge;
  }
}
