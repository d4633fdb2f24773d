import { EventEmitter } from 'node:events';
import type { DtlsParameters, RtpCapabilities, RtpParameters } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import type { ConsumerParameters, MediaSource, PublisherStats, TransportParameters } from '#src/contract/media.ts';
import { guarded } from './errors.ts';
import { mediaPolicy } from './policy.ts';
import { PublisherSession } from './publisher-session.ts';
import { rejoinDelay } from './rules.ts';
import { StageRouters } from './stage-routers.ts';
import { createTransport, onLost, transportParameters } from './transport.ts';
import { ViewerSession } from './viewer-session.ts';
import type { PoolWorker, WorkerPool } from './worker-pool.ts';

export type StageState = 'off' | 'on' | 'reconnecting';

export interface StageEvents {
  state: [StageState];
  consumers: [session: string, consumers: ConsumerParameters[]];
  consumerClosed: [session: string, consumerId: string];
  /** The session is gone; its viewer should join again after the delay (ms). */
  rejoin: [session: string, afterMs: number];
  republish: [session: string, reason: 'worker_died' | 'taken_over'];
  closed: [];
}

type Kind = 'audio' | 'video';

/** One room's media: the host publishes to the origin router, viewers consume there or on edges. All verbs take and answer plain JSON. */
export class Stage extends EventEmitter<StageEvents> {
  readonly #pool: WorkerPool;
  readonly #routers: StageRouters;
  readonly #iceServers: readonly unknown[];
  readonly #viewers = new Map<string, ViewerSession>();
  #publisher: PublisherSession | undefined;
  #state: StageState = 'off';
  #patience: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(pool: WorkerPool, iceServers: readonly unknown[]) {
    super();
    this.#pool = pool;
    this.#iceServers = iceServers;
    this.#routers = new StageRouters(pool);
    pool.on('died', this.#onWorkerDied);
  }

  get state(): StageState {
    return this.#state;
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Opens the host's sending side; an earlier one is taken over, so that a reload resumes the same broadcast. */
  async openPublisher(): Promise<{ session: string; transport: TransportParameters }> {
    const origin = await this.#routers.origin();
    const publisher = new PublisherSession(await guarded(() => createTransport(origin)));
    const before = this.#publisher;
    this.#publisher = publisher;
    if (before) {
      before.close();
      this.emit('republish', before.id, 'taken_over');
    }
    publisher.transport.once('routerclose', () => {
      if (this.#publisher === publisher && !this.#closed) this.emit('republish', publisher.id, 'worker_died');
    });
    onLost(publisher.transport, () => this.#onPublisherLost(publisher));
    return { session: publisher.id, transport: transportParameters(publisher.transport, this.#iceServers) };
  }

  async connectPublisher(session: string, dtlsParameters: DtlsParameters): Promise<void> {
    await this.#publisherOf(session).connect(dtlsParameters);
  }

  async produce(
    session: string,
    kind: Kind,
    source: MediaSource,
    rtpParameters: RtpParameters,
  ): Promise<{ producerId: string }> {
    const publisher = this.#publisherOf(session);
    const producer = await publisher.produce(kind, source, rtpParameters);
    await this.#routers.pipe(producer);
    this.#setState('on');
    void Promise.all([...this.#viewers.values()].map((viewer) => this.#offer(viewer, publisher, producer.id)));
    return { producerId: producer.id };
  }

  closeProducer(session: string, producerId: string): void {
    this.#publisherOf(session).producer(producerId).close();
  }

  async pauseProducer(session: string, producerId: string, paused: boolean): Promise<void> {
    const producer = this.#publisherOf(session).producer(producerId);
    await guarded(() => (paused ? producer.pause() : producer.resume()));
  }

  async publisherStats(session: string): Promise<PublisherStats> {
    return this.#publisherOf(session).stats();
  }

  /** First of a viewer's two round trips. @throws MEDIA_FULL MEDIA_UNAVAILABLE MEDIA_REJECTED */
  async join(rtpCapabilities: RtpCapabilities, kinds: readonly Kind[] = ['audio', 'video']) {
    const place = await this.#routers.place();
    const transport = await guarded(() => createTransport(place)).finally(() => place.release());
    const viewer: ViewerSession = new ViewerSession({
      transport,
      place,
      rtpCapabilities,
      kinds,
      onConsumerClosed: (id) => this.emit('consumerClosed', viewer.id, id),
      onExpired: () => this.emit('rejoin', viewer.id, rejoinDelay(Math.random())),
    });
    this.#viewers.set(viewer.id, viewer);
    this.#routers.count(place, 1);
    transport.once('routerclose', () => this.#onRouterDied(viewer));
    transport.observer.once('close', () => this.#forget(viewer));
    onLost(transport, () => viewer.close());
    try {
      const offered = await Promise.all((this.#publisher?.producers ?? []).map((producer) => viewer.consume(producer)));
      const consumers = offered.filter((each) => each !== undefined);
      return { session: viewer.id, transport: transportParameters(transport, this.#iceServers), consumers };
    } catch (error) {
      viewer.close();
      throw error;
    }
  }

  /** Second round trip: everything flows. */
  async connectViewer(session: string, dtlsParameters: DtlsParameters): Promise<void> {
    return this.#viewerOf(session).connect(dtlsParameters);
  }

  async resume(session: string, consumerIds: readonly string[]): Promise<void> {
    return this.#viewerOf(session).resume(consumerIds);
  }

  async pauseKind(session: string, kind: Kind, paused: boolean): Promise<void> {
    return this.#viewerOf(session).pauseKind(kind, paused);
  }

  async setLayers(session: string, spatial: number, temporal: number): Promise<void> {
    return this.#viewerOf(session).setLayers(spatial, temporal);
  }

  /** Ends a viewer's or the host's session; an unknown one is ended already. */
  closeSession(session: string): void {
    this.#viewers.get(session)?.close();
    if (this.#publisher?.id === session) this.#publisher.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#patience);
    this.#pool.off('died', this.#onWorkerDied);
    this.#publisher?.close();
    this.#routers.close();
    this.#viewers.clear();
    this.emit('closed');
  }

  #publisherOf(session: string): PublisherSession {
    if (this.#publisher?.id !== session || this.#publisher.transport.closed)
      throw new AppError('MEDIA_SESSION_UNKNOWN');
    return this.#publisher;
  }

  #viewerOf(session: string): ViewerSession {
    const viewer = this.#viewers.get(session);
    if (!viewer) throw new AppError('MEDIA_SESSION_UNKNOWN');
    return viewer;
  }

  async #offer(viewer: ViewerSession, publisher: PublisherSession, producerId: string): Promise<void> {
    const producer = publisher.producers.find((each) => each.id === producerId);
    // A viewer that cannot take it, or left meanwhile, simply does not get it.
    const consumer = producer && (await viewer.consume(producer).catch(() => undefined));
    if (consumer) this.emit('consumers', viewer.id, [consumer]);
  }

  #forget(viewer: ViewerSession): void {
    if (this.#viewers.delete(viewer.id)) this.#routers.count(viewer.place, -1);
  }

  #onPublisherLost(publisher: PublisherSession): void {
    publisher.close();
    if (this.#publisher !== publisher || this.#closed) return;
    this.#publisher = undefined;
    if (this.#state === 'on') this.#setState('reconnecting');
  }

  #setState(state: StageState): void {
    clearTimeout(this.#patience);
    if (state === 'reconnecting') this.#patience = setTimeout(() => this.#setState('off'), mediaPolicy.reconnectMs);
    if (state === this.#state) return;
    this.#state = state;
    this.emit('state', state);
  }

  /** The routers there died before this is told; each session on them has noticed by itself. */
  readonly #onWorkerDied = (dead: PoolWorker): void => this.#routers.forget(dead);

  /** The viewer's router died under it: only such viewers come back, spread over a moment. */
  #onRouterDied(viewer: ViewerSession): void {
    this.#forget(viewer);
    if (!this.#closed) this.emit('rejoin', viewer.id, rejoinDelay(Math.random()));
  }
}
