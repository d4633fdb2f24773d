import type { Consumer, DtlsParameters, Producer, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import type { ConsumerParameters } from '#src/contract/media.ts';
import { guarded } from './errors.ts';
import { mediaPolicy } from './policy.ts';
import type { ProducerFacts } from './publisher-session.ts';
import type { PlacedRouter } from './transport.ts';

interface ViewerOptions {
  transport: WebRtcTransport;
  place: PlacedRouter;
  rtpCapabilities: RtpCapabilities;
  kinds: readonly ('audio' | 'video')[];
  /** A stream of this viewer ended, because its producer did. */
  onConsumerClosed: (consumerId: string) => void;
  /** It never connected in time, e.g. because there was nothing to receive yet. */
  onExpired: () => void;
}

/** A viewer's receiving side: one transport and its consumers, which wait paused until the viewer says it is ready. */
export class ViewerSession {
  readonly id: string;
  readonly place: PlacedRouter;
  readonly transport: WebRtcTransport;
  readonly #options: ViewerOptions;
  readonly #consumers = new Map<string, Consumer>();
  readonly #deadline: NodeJS.Timeout;
  #connected = false;
  #layers: { spatialLayer: number; temporalLayer: number } | undefined;
  readonly #pausedKinds = new Set<string>();

  constructor(options: ViewerOptions) {
    this.id = options.transport.id;
    this.place = options.place;
    this.transport = options.transport;
    this.#options = options;
    // A page that asked and went away must not keep a place.
    this.#deadline = setTimeout(() => {
      this.close();
      options.onExpired();
    }, mediaPolicy.connectMs);
    this.transport.observer.once('close', () => clearTimeout(this.#deadline));
  }

  /** Receives a producer that is on this viewer's router, if the viewer can decode it and wants its kind. */
  async consume(producer: Producer<ProducerFacts>): Promise<ConsumerParameters | undefined> {
    const { rtpCapabilities, kinds, onConsumerClosed } = this.#options;
    if (!kinds.includes(producer.kind) || this.transport.closed) return undefined;
    if (!this.place.router.canConsume({ producerId: producer.id, rtpCapabilities })) return undefined;
    const consumer = await guarded(() =>
      this.transport.consume({
        producerId: producer.id,
        rtpCapabilities,
        paused: true,
        ...(this.#layers && producer.kind === 'video' && { preferredLayers: this.#layers }),
      }),
    );
    this.#consumers.set(consumer.id, consumer);
    consumer.observer.once('close', () => this.#consumers.delete(consumer.id));
    consumer.once('producerclose', () => onConsumerClosed(consumer.id));
    return {
      id: consumer.id,
      producerId: producer.id,
      kind: consumer.kind,
      source: producer.appData.source,
      rtpParameters: consumer.rtpParameters,
    };
  }

  /** Connects and lets everything flow: the second of two round trips. */
  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    await guarded(() => this.transport.connect({ dtlsParameters }));
    clearTimeout(this.#deadline);
    this.#connected = true;
    await this.resume([...this.#consumers.keys()]);
  }

  /** Resumes consumers the viewer is ready for; ids that are gone are passed over. */
  async resume(consumerIds: readonly string[]): Promise<void> {
    if (!this.#connected) return;
    const wanted = consumerIds
      .map((id) => this.#consumers.get(id))
      .filter((each) => each !== undefined && !this.#pausedKinds.has(each.kind));
    await guarded(() => Promise.all(wanted.map((consumer) => consumer!.resume())));
  }

  async pauseKind(kind: 'audio' | 'video', paused: boolean): Promise<void> {
    if (paused) this.#pausedKinds.add(kind);
    else this.#pausedKinds.delete(kind);
    const of = [...this.#consumers.values()].filter((consumer) => consumer.kind === kind);
    await guarded(() => Promise.all(of.map((consumer) => (paused ? consumer.pause() : consumer.resume()))));
  }

  async setLayers(spatialLayer: number, temporalLayer: number): Promise<void> {
    this.#layers = { spatialLayer, temporalLayer };
    const video = [...this.#consumers.values()].filter((consumer) => consumer.type === 'simulcast');
    await guarded(() =>
      Promise.all(video.map((consumer) => consumer.setPreferredLayers({ spatialLayer, temporalLayer }))),
    );
  }

  close(): void {
    this.transport.close();
  }
}
