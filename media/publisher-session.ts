import type { Producer, RtpParameters, WebRtcTransport, DtlsParameters } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import type { MediaSource, PublisherStats } from '#src/contract/media.ts';
import { guarded, guardedIn } from './errors.ts';
import { mediaPolicy } from './policy.ts';

/** What a producer carries with it. */
export interface ProducerFacts extends Record<string, unknown> {
  source: MediaSource;
}

/** The host's sending side: one transport and its producers. */
export class PublisherSession {
  readonly id: string;
  readonly transport: WebRtcTransport;
  readonly #producers = new Map<string, Producer<ProducerFacts>>();

  constructor(transport: WebRtcTransport) {
    this.id = transport.id;
    this.transport = transport;
  }

  get producers(): Producer<ProducerFacts>[] {
    return [...this.#producers.values()];
  }

  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    await guardedIn(this.transport, () => this.transport.connect({ dtlsParameters }));
  }

  /** One producer per kind: a further one of the same kind replaces it. @throws MEDIA_REJECTED MEDIA_SESSION_UNKNOWN */
  async produce(
    kind: 'audio' | 'video',
    source: MediaSource,
    rtpParameters: RtpParameters,
  ): Promise<Producer<ProducerFacts>> {
    const producer = await guarded(() =>
      this.transport.produce<ProducerFacts>({
        kind,
        rtpParameters,
        keyFrameRequestDelay: mediaPolicy.keyFrameRequestDelay,
        appData: { source },
      }),
    );
    if (this.transport.closed) {
      // The session ended meanwhile, and mediasoup would never close this one.
      producer.close();
      throw new AppError('MEDIA_SESSION_UNKNOWN');
    }
    for (const other of this.producers) if (other.kind === kind) other.close();
    this.#producers.set(producer.id, producer);
    producer.observer.once('close', () => this.#producers.delete(producer.id));
    return producer;
  }

  /** @throws MEDIA_SESSION_UNKNOWN */
  producer(id: string): Producer<ProducerFacts> {
    const producer = this.#producers.get(id);
    if (!producer) throw new AppError('MEDIA_SESSION_UNKNOWN');
    return producer;
  }

  /** Numbers for the host's page, sampled now. */
  async stats(): Promise<PublisherStats> {
    const of = (kind: string) => this.producers.find((each) => each.kind === kind);
    const [video, audio] = await guarded(() => Promise.all([sample(of('video')), sample(of('audio'))]));
    return { video, audio };
  }

  async pause(producerId: string, paused: boolean): Promise<void> {
    const producer = this.producer(producerId);
    await guardedIn(producer, () => (paused ? producer.pause() : producer.resume()));
  }

  close(): void {
    this.transport.close();
  }
}

async function sample(producer: Producer<ProducerFacts> | undefined) {
  if (!producer) return null;
  const streams = (await producer.getStats()).filter((each) => each.type === 'inbound-rtp');
  const packets = streams.reduce((sum, each) => sum + each.packetCount, 0);
  const lost = streams.reduce((sum, each) => sum + Math.max(0, each.packetsLost), 0);
  const roundTrip = streams.find((each) => each.roundTripTime !== undefined)?.roundTripTime;
  return {
    bitrate: streams.reduce((sum, each) => sum + each.bitrate, 0),
    packetLoss: packets + lost > 0 ? lost / (packets + lost) : 0,
    ...(roundTrip !== undefined && { roundTripMs: roundTrip }),
    layers: streams.filter((each) => each.bitrate > 0).length,
    score: Math.max(0, ...streams.map((each) => each.score)),
  };
}
