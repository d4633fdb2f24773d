import type { Producer, RtpCapabilities } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import type { ConsumerParameters, TransportParameters } from '#src/contract/media.ts';
import type { ProducerFacts } from './publisher-session.ts';
import { rejoinDelay } from './rules.ts';
import type { StageRouters } from './stage-routers.ts';
import { createTransport, onLost, transportParameters } from './transport.ts';
import { ViewerSession } from './viewer-session.ts';

interface Options {
  routers: StageRouters;
  iceServers: readonly unknown[];
  /** What the host sends now. */
  producers: () => readonly Producer<ProducerFacts>[];
  onConsumers: (session: string, consumers: ConsumerParameters[]) => void;
  onConsumerClosed: (session: string, consumerId: string) => void;
  onRejoin: (session: string, afterMs: number) => void;
}

export interface Joined {
  session: string;
  transport: TransportParameters;
  consumers: ConsumerParameters[];
}

/** The viewers of one stage. */
export class StageViewers {
  readonly #options: Options;
  readonly #sessions = new Map<string, ViewerSession>();
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** @throws MEDIA_FULL MEDIA_UNAVAILABLE MEDIA_REJECTED */
  async join(
    rtpCapabilities: RtpCapabilities,
    kinds: readonly ('audio' | 'video')[],
    spatial?: number,
  ): Promise<Joined> {
    const { routers, iceServers, producers, onConsumerClosed } = this.#options;
    const place = await routers.place();
    const transport = await createTransport(place).catch((error: unknown) => {
      place.release();
      throw error;
    });
    const viewer: ViewerSession = new ViewerSession({
      transport,
      place,
      rtpCapabilities,
      kinds,
      spatial,
      onConsumerClosed: (id) => onConsumerClosed(viewer.id, id),
      onExpired: () => this.#sendBack(viewer),
    });
    this.#sessions.set(viewer.id, viewer);
    transport.observer.once('close', () => {
      this.#sessions.delete(viewer.id);
      place.release();
    });
    // The router died under it: only such viewers come back.
    transport.once('routerclose', () => this.#sendBack(viewer));
    onLost(transport, () => viewer.close());
    try {
      const consumers = await viewer.join(producers);
      return { session: viewer.id, transport: transportParameters(transport, iceServers), consumers };
    } catch (error) {
      viewer.close();
      throw error;
    }
  }

  /** Gives each viewer what it does not have yet, of what is on its router. */
  offer(): void {
    for (const viewer of this.#sessions.values()) {
      void viewer.offer(this.#options.producers()).then((consumers) => {
        if (consumers.length > 0 && !viewer.transport.closed) this.#options.onConsumers(viewer.id, consumers);
      });
    }
  }

  find(session: string): ViewerSession | undefined {
    return this.#sessions.get(session);
  }

  /** @throws MEDIA_SESSION_UNKNOWN */
  get(session: string): ViewerSession {
    const viewer = this.#sessions.get(session);
    if (!viewer) throw new AppError('MEDIA_SESSION_UNKNOWN');
    return viewer;
  }

  /** Nobody is told any more; the sessions end with their routers. */
  close(): void {
    this.#closed = true;
  }

  /** Spread over a moment, so that those of a whole worker do not come at once; one without an answer yet gets an error instead. */
  #sendBack(viewer: ViewerSession): void {
    if (viewer.isJoined && !this.#closed) this.#options.onRejoin(viewer.id, rejoinDelay(Math.random()));
  }
}
