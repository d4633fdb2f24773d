import type { Producer } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import { codecs } from './capabilities.ts';
import { guarded } from './errors.ts';
import { Pipes } from './pipes.ts';
import { mediaPolicy } from './policy.ts';
import type { ProducerFacts } from './publisher-session.ts';
import { leastBusy, placeViewer } from './rules.ts';
import type { PlacedRouter } from './transport.ts';
import type { PoolWorker, WorkerPool } from './worker-pool.ts';

interface StageRouter extends PlacedRouter {
  /** Places that are held here. */
  viewers: number;
}

/** A router for one viewer; the place is held until it is released. */
export interface ViewerPlace extends PlacedRouter {
  release(): void;
}

type StageProducer = Producer<ProducerFacts>;

const unavailable = () => new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 1_000 });

/** The routers of one stage: the origin the host publishes to, and edges on other workers that get its streams by pipes. */
export class StageRouters {
  readonly #pool: WorkerPool;
  readonly #producers = new Set<StageProducer>();
  readonly #edges = new Map<PoolWorker, StageRouter>();
  #origin: (StageRouter & { pipes: Pipes }) | undefined;
  // Many joins at once must make one router, not many, and never two of one stage on one worker.
  #openingOrigin: Promise<StageRouter> | undefined;
  #openingEdge: Promise<void> | undefined;
  #openingOn: PoolWorker | undefined;
  #closed = false;

  constructor(pool: WorkerPool) {
    this.#pool = pool;
  }

  /** @throws MEDIA_UNAVAILABLE */
  origin(): Promise<StageRouter> {
    if (this.#origin && !this.#origin.router.closed) return Promise.resolve(this.#origin);
    this.#openingOrigin ??= this.#openOrigin().finally(() => (this.#openingOrigin = undefined));
    return this.#openingOrigin;
  }

  /** A place for one more viewer. @throws MEDIA_FULL MEDIA_UNAVAILABLE */
  async place(): Promise<ViewerPlace> {
    let refusal: Error = new AppError('MEDIA_FULL', { retryAfterMs: 5_000 });
    let mayAddEdge = true;
    for (;;) {
      const origin = await this.origin();
      const places = [origin, ...this.#edges.values()].map((at) => ({
        isOrigin: at === origin,
        viewers: at.viewers,
        cpu: at.on.cpu,
        consumers: at.on.consumers,
        at,
      }));
      const canAddEdge = mayAddEdge && (this.#openingEdge !== undefined || this.#spare().length > 0);
      const choice = placeViewer(places, canAddEdge);
      if (choice === 'full') throw refusal;
      if (choice !== 'new_edge') return hold(choice.place.at);
      // Everybody who waited chooses again: the new edge may not have room for all, or the old ones may have to do.
      await this.#openEdgeOnce().catch((error: Error) => {
        mayAddEdge = false;
        refusal = error;
      });
    }
  }

  /** Sends a new producer to all edges; tells of each that has it. An edge that is just being opened takes it along. */
  pipe(producer: StageProducer, onPiped: () => void): void {
    this.#producers.add(producer);
    producer.observer.once('close', () => this.#producers.delete(producer));
    for (const edge of this.#edges.values()) {
      this.#carry(edge, producer).then(onPiped, () => {
        // Without a stream it is of no use: its viewers join again elsewhere.
        edge.router.close();
        if (this.#edges.get(edge.on) === edge) this.#edges.delete(edge.on);
      });
    }
  }

  /** The worker died with its routers. */
  forget(worker: PoolWorker): void {
    this.#edges.delete(worker);
    if (this.#origin?.on === worker) this.#origin = undefined;
  }

  close(): void {
    this.#closed = true;
    for (const each of [this.#origin, ...this.#edges.values()]) each?.router.close();
    this.#edges.clear();
    this.#origin = undefined;
  }

  async #carry({ router }: PlacedRouter, producer: StageProducer): Promise<void> {
    if (this.#origin && !producer.closed) await this.#origin.pipes.pipe(producer, router);
  }

  async #openOrigin(): Promise<StageRouter> {
    for (;;) {
      if (this.#closed) throw unavailable();
      const taken = [...this.#edges.keys(), ...(this.#openingOn ? [this.#openingOn] : [])];
      const promoted = this.#pool.workers.every((each) => taken.includes(each)) && leastBusyEdge(this.#edges);
      // With no worker to spare the show goes on where its viewers are.
      if (promoted) this.#edges.delete(promoted.on);
      const on = promoted ? promoted.on : this.#pool.pick(taken);
      const router = promoted ? promoted.router : await this.#routerOn(on);
      if (!router) continue;
      this.#origin = { router, on, viewers: promoted ? promoted.viewers : 0, pipes: new Pipes(router) };
      return this.#origin;
    }
  }

  /** Nothing when the worker died over it: another one is asked then. @throws MEDIA_UNAVAILABLE when the stage was closed meanwhile */
  async #routerOn(on: PoolWorker) {
    const router = await guarded(() => on.worker.createRouter({ mediaCodecs: codecs })).catch((error: unknown) => {
      if (!on.worker.closed) throw error;
    });
    if (!router || !this.#closed) return router;
    router.close();
    throw unavailable();
  }

  /** Workers that could become an edge. */
  #spare(): PoolWorker[] {
    return this.#pool.workers.filter(
      (each) =>
        each !== this.#origin?.on &&
        each !== this.#openingOn &&
        !this.#edges.has(each) &&
        each.cpu < mediaPolicy.cpuLimit,
    );
  }

  #openEdgeOnce(): Promise<void> {
    this.#openingEdge ??= this.#openEdge().finally(() => {
      this.#openingEdge = undefined;
      this.#openingOn = undefined;
    });
    return this.#openingEdge;
  }

  async #openEdge(): Promise<void> {
    const on = leastBusy(this.#spare());
    if (!on) throw unavailable();
    this.#openingOn = on;
    const router = await this.#routerOn(on);
    if (!router) throw unavailable();
    const edge: StageRouter = { router, on, viewers: 0 };
    try {
      const carried = new Set<StageProducer>();
      // Streams that start while others are piped are taken along, until nothing is missing at this very moment.
      for (let missing = [...this.#producers]; missing.length > 0;) {
        await Promise.all(missing.map((producer) => this.#carry(edge, producer)));
        for (const producer of missing) carried.add(producer);
        missing = [...this.#producers].filter((producer) => !carried.has(producer));
      }
      if (this.#closed || router.closed) throw unavailable();
      this.#edges.set(on, edge);
    } catch (error) {
      router.close();
      throw error;
    }
  }
}

function leastBusyEdge(edges: ReadonlyMap<PoolWorker, StageRouter>): StageRouter | undefined {
  const on = leastBusy([...edges.keys()]);
  return on && edges.get(on);
}

function hold(at: StageRouter): ViewerPlace {
  at.viewers += 1;
  let held = true;
  return {
    router: at.router,
    on: at.on,
    release() {
      if (held) at.viewers -= 1;
      held = false;
    },
  };
}
