import { EventEmitter } from 'node:events';
import type { DtlsParameters, RtpCapabilities, RtpParameters } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import type { MediaSource, PublisherStats, TransportParameters } from '#src/contract/media.ts';
import { mediaPolicy } from './policy.ts';
import type { StageEvents, StageState } from './stage-events.ts';
import { PublisherSession } from './publisher-session.ts';
import { StageRouters } from './stage-routers.ts';
import { StageViewers } from './stage-viewers.ts';
import type { Joined } from './stage-viewers.ts';
import { createTransport, onLost, transportParameters } from './transport.ts';
import type { PoolWorker, WorkerPool } from './worker-pool.ts';

type Kind = 'audio' | 'video';

interface OpenedPublisher {
  session: string;
  transport: TransportParameters;
}

/** One room's media: the host publishes to the origin router, viewers consume there or on edges. All verbs take and answer plain JSON. */
export class Stage extends EventEmitter<StageEvents> {
  readonly #pool: WorkerPool;
  readonly #routers: StageRouters;
  readonly #viewers: StageViewers;
  readonly #iceServers: readonly unknown[];
  #publisher: PublisherSession | undefined;
  /** Openings of the sending side, one after the other: the last one to ask has it, and each earlier one hears so. */
  #opening: Promise<unknown> = Promise.resolve();
  #openings = 0;
  #state: StageState = 'off';
  #patience: NodeJS.Timeout | undefined;
  /** The sending side that was lost and is waited for. */
  #awaited: string | undefined;
  #closed = false;

  constructor(pool: WorkerPool, iceServers: readonly unknown[]) {
    super();
    this.#pool = pool;
    this.#iceServers = iceServers;
    this.#routers = new StageRouters(pool);
    this.#viewers = new StageViewers({
      routers: this.#routers,
      iceServers,
      producers: () => this.#publisher?.producers ?? [],
      onConsumers: (...told) => this.emit('consumers', ...told),
      onConsumerClosed: (...told) => this.emit('consumerClosed', ...told),
      onRejoin: (...told) => this.emit('rejoin', ...told),
    });
    pool.on('died', this.#onWorkerDied);
  }

  get state(): StageState {
    return this.#state;
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** True while no host sends, nor is about to. */
  get isIdle(): boolean {
    return this.#state === 'off' && this.#publisher === undefined && this.#openings === 0;
  }

  /** Opens the host's sending side; an earlier one is taken over, so that a reload resumes the same broadcast. @throws MEDIA_UNAVAILABLE */
  openPublisher(): Promise<OpenedPublisher> {
    this.#openings += 1;
    const opened = this.#opening.then(() => this.#openPublisher()).finally(() => (this.#openings -= 1));
    this.#opening = opened.catch(() => {});
    return opened;
  }

  /** @throws MEDIA_SESSION_UNKNOWN MEDIA_REJECTED */
  async connectPublisher(session: string, dtlsParameters: DtlsParameters): Promise<void> {
    await this.#publisherOf(session).connect(dtlsParameters);
  }

  /** @throws MEDIA_SESSION_UNKNOWN MEDIA_REJECTED */
  async produce(
    session: string,
    kind: Kind,
    source: MediaSource,
    rtpParameters: RtpParameters,
  ): Promise<{ producerId: string }> {
    const producer = await this.#publisherOf(session).produce(kind, source, rtpParameters);
    // Taken over at the last moment: what belongs to a session of the past must not turn the stage on.
    this.#publisherOf(session);
    this.#setState('on');
    this.#viewers.offer();
    this.#routers.pipe(producer, () => this.#viewers.offer());
    return { producerId: producer.id };
  }

  closeProducer(session: string, producerId: string): void {
    this.#publisherOf(session).producer(producerId).close();
  }

  async pauseProducer(session: string, producerId: string, paused: boolean): Promise<void> {
    await this.#publisherOf(session).pause(producerId, paused);
  }

  async publisherStats(session: string): Promise<PublisherStats> {
    return this.#publisherOf(session).stats();
  }

  /** First of a viewer's two round trips. @throws MEDIA_FULL MEDIA_UNAVAILABLE MEDIA_REJECTED */
  join(
    rtpCapabilities: RtpCapabilities,
    kinds: readonly Kind[] = ['audio', 'video'],
    spatial?: number,
  ): Promise<Joined> {
    return this.#viewers.join(rtpCapabilities, kinds, spatial);
  }

  /** Second round trip: what came with the answer flows. */
  async connectViewer(session: string, dtlsParameters: DtlsParameters): Promise<void> {
    return this.#viewers.get(session).connect(dtlsParameters);
  }

  /** The viewer is ready for consumers that it was told of later. */
  async resume(session: string, consumerIds: readonly string[]): Promise<void> {
    return this.#viewers.get(session).resume(consumerIds);
  }

  async pauseKind(session: string, kind: Kind, paused: boolean): Promise<void> {
    return this.#viewers.get(session).pauseKind(kind, paused);
  }

  async setLayers(session: string, spatial: number, temporal: number): Promise<void> {
    return this.#viewers.get(session).setLayers(spatial, temporal);
  }

  /** Ends a viewer's or the host's session; an unknown one is ended already. */
  closeSession(session: string): void {
    this.#viewers.find(session)?.close();
    if (this.#publisher?.id === session) this.#publisher.close();
  }

  /** A viewer leaves, or the host stops on purpose: nobody waits for a host who said so. */
  endSession(session: string): void {
    // Told first, so that the closing that follows is no loss.
    if (this.#publisher?.id === session || this.#awaited === session) this.#setState('off');
    this.closeSession(session);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#patience);
    this.#pool.off('died', this.#onWorkerDied);
    this.#viewers.close();
    this.#publisher?.close();
    this.#routers.close();
    this.emit('closed');
  }

  async #openPublisher(): Promise<OpenedPublisher> {
    const publisher = new PublisherSession(await createTransport(await this.#routers.origin()));
    const before = this.#publisher;
    this.#publisher = publisher;
    this.#awaited = undefined;
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

  #publisherOf(session: string): PublisherSession {
    if (this.#publisher?.id !== session || this.#publisher.transport.closed)
      throw new AppError('MEDIA_SESSION_UNKNOWN');
    return this.#publisher;
  }

  #onPublisherLost(publisher: PublisherSession): void {
    publisher.close();
    if (this.#publisher !== publisher || this.#closed) return;
    this.#publisher = undefined;
    this.#awaited = publisher.id;
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
}
