import type { Consumer, DtlsParameters, Producer, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import type { ConsumerParameters } from '#src/contract/media.ts';
import { guarded, guardedIn } from './errors.ts';
import { mediaPolicy } from './policy.ts';
import type { ProducerFacts } from './publisher-session.ts';
import type { PlacedRouter } from './transport.ts';

type Kind = 'audio' | 'video';
type StageProducer = Producer<ProducerFacts>;

interface ViewerOptions {
  transport: WebRtcTransport;
  place: PlacedRouter;
  rtpCapabilities: RtpCapabilities;
  kinds: readonly Kind[];
  /** The simulcast layer it begins with; the best one without. */
  spatial: number | undefined;
  /** A stream of this viewer ended, because its producer did. */
  onConsumerClosed: (consumerId: string) => void;
  /** It never connected in time, e.g. because there was nothing to receive yet. */
  onExpired: () => void;
}

/** One consumer of the viewer, with the producer it follows. */
interface Stream {
  readonly consumer: Consumer;
  readonly producer: StageProducer;
}

/** A viewer's receiving side: one transport and its consumers, each of which waits paused until the viewer says it is ready for it. */
export class ViewerSession {
  readonly id: string;
  readonly transport: WebRtcTransport;
  readonly #options: ViewerOptions;
  readonly #streams = new Map<string, Stream>();
  /** Producers that are received, or just being asked for: each only once. */
  readonly #taken = new Set<StageProducer>();
  /** Consumers that the viewer is ready for. */
  readonly #ready = new Set<string>();
  readonly #pausedKinds = new Set<Kind>();
  #layers: { spatialLayer: number; temporalLayer: number } | undefined;
  #isJoined = false;
  #isConnected = false;

  constructor(options: ViewerOptions) {
    this.id = options.transport.id;
    this.transport = options.transport;
    this.#options = options;
    if (options.spatial !== undefined) this.#layers = { spatialLayer: options.spatial, temporalLayer: 2 };
    // A page that asked and went away, or finds no way through, must not keep a place.
    const deadline = setTimeout(() => {
      this.close();
      options.onExpired();
    }, mediaPolicy.connectMs);
    this.transport.observer.once('close', () => clearTimeout(deadline));
    this.transport.on('dtlsstatechange', (state) => state === 'connected' && clearTimeout(deadline));
  }

  /** False until the viewer has its answer; it is told of nothing before. */
  get isJoined(): boolean {
    return this.#isJoined;
  }

  /** Receives what there is, with what starts meanwhile. @throws MEDIA_UNAVAILABLE when the router went meanwhile */
  async join(producers: () => readonly StageProducer[]): Promise<ConsumerParameters[]> {
    for (let missing = this.#missing(producers()); missing.length > 0; missing = this.#missing(producers())) {
      await Promise.all(missing.map((producer) => this.#consume(producer)));
    }
    if (this.transport.closed) throw new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 1_000 });
    this.#isJoined = true;
    const streams = [...this.#streams.values()].filter(({ producer }) => !producer.closed);
    for (const { consumer } of streams) this.#ready.add(consumer.id);
    return streams.map(describe);
  }

  /** Receives what is new; answers what the viewer is to be told of. */
  async offer(producers: readonly StageProducer[]): Promise<ConsumerParameters[]> {
    if (!this.#isJoined) return [];
    const streams = await Promise.all(
      // A viewer that cannot take it, or left meanwhile, simply does not get it.
      this.#missing(producers).map((producer) => this.#consume(producer).catch(() => undefined)),
    );
    return streams.filter((each) => each !== undefined && !each.producer.closed).map((each) => describe(each!));
  }

  /** Connects and lets what came with the answer flow: the second of two round trips. @throws MEDIA_SESSION_UNKNOWN MEDIA_REJECTED */
  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    await guardedIn(this.transport, () => this.transport.connect({ dtlsParameters }));
    this.#isConnected = true;
    await this.#follow([...this.#streams.values()]);
  }

  /** The viewer is ready for these consumers; ids that are gone are passed over. */
  async resume(consumerIds: readonly string[]): Promise<void> {
    const streams = consumerIds.map((id) => this.#streams.get(id)).filter((each) => each !== undefined);
    for (const { consumer } of streams) this.#ready.add(consumer.id);
    await this.#follow(streams);
  }

  async pauseKind(kind: Kind, paused: boolean): Promise<void> {
    if (paused) this.#pausedKinds.add(kind);
    else this.#pausedKinds.delete(kind);
    await this.#follow([...this.#streams.values()]);
  }

  async setLayers(spatialLayer: number, temporalLayer: number): Promise<void> {
    this.#layers = { spatialLayer, temporalLayer };
    const layered = [...this.#streams.values()].filter(({ consumer }) => consumer.type === 'simulcast');
    await this.#each(layered, ({ consumer }) => consumer.setPreferredLayers({ spatialLayer, temporalLayer }));
  }

  close(): void {
    this.transport.close();
  }

  /** Producers on this viewer's router that it wants, can decode and does not have. */
  #missing(producers: readonly StageProducer[]): StageProducer[] {
    const { kinds, place, rtpCapabilities } = this.#options;
    if (this.transport.closed) return [];
    return producers.filter(
      (producer) =>
        !producer.closed &&
        !this.#taken.has(producer) &&
        kinds.includes(producer.kind) &&
        place.router.canConsume({ producerId: producer.id, rtpCapabilities }),
    );
  }

  async #consume(producer: StageProducer): Promise<Stream | undefined> {
    const { rtpCapabilities, onConsumerClosed } = this.#options;
    this.#taken.add(producer);
    const preferredLayers = producer.kind === 'video' ? this.#layers : undefined;
    const consumer = await guarded(() =>
      this.transport.consume({
        producerId: producer.id,
        rtpCapabilities,
        paused: true,
        ...(preferredLayers && { preferredLayers }),
      }),
    ).catch((error: unknown) => {
      this.#taken.delete(producer);
      if (!producer.closed && !this.transport.closed) throw error;
    });
    if (!consumer) return undefined;
    if (this.transport.closed) {
      // The viewer left meanwhile, and mediasoup would never close this one.
      consumer.close();
      return undefined;
    }
    const stream = { consumer, producer };
    this.#streams.set(consumer.id, stream);
    consumer.observer.once('close', () => {
      this.#streams.delete(consumer.id);
      this.#ready.delete(consumer.id);
      this.#taken.delete(producer);
    });
    consumer.once('producerclose', () => this.#isJoined && onConsumerClosed(consumer.id));
    return stream;
  }

  /** Lets streams flow or wait as the viewer wishes now. */
  async #follow(streams: readonly Stream[]): Promise<void> {
    if (!this.#isConnected) return;
    await this.#each(streams, ({ consumer }) => {
      const flows = this.#ready.has(consumer.id) && !this.#pausedKinds.has(consumer.kind);
      return flows ? consumer.resume() : consumer.pause();
    });
  }

  /** A stream that ends meanwhile is no failure. */
  async #each(streams: readonly Stream[], change: (stream: Stream) => Promise<void>): Promise<void> {
    await guardedIn(this.transport, () =>
      Promise.all(
        streams.map((stream) =>
          change(stream).catch((error: unknown) => {
            if (!stream.producer.closed && !stream.consumer.closed) throw error;
          }),
        ),
      ),
    );
  }
}

function describe({ consumer, producer }: Stream): ConsumerParameters {
  const { id, kind, rtpParameters } = consumer;
  return { id, producerId: producer.id, kind, source: producer.appData.source, rtpParameters };
}
