import type { PipeTransport, Producer, Router } from 'mediasoup/types';
import { guarded } from './errors.ts';

/** Sends the streams of one router to others, on other workers. */
export class Pipes {
  readonly #from: Router;
  readonly #transports = new Set<PipeTransport>();
  #working = 0;

  constructor(from: Router) {
    this.#from = from;
    from.observer.on('newtransport', (transport) => {
      if (transport.type !== 'pipe') return;
      const pipe = transport as PipeTransport;
      this.#transports.add(pipe);
      pipe.observer.once('close', () => this.#transports.delete(pipe));
    });
  }

  /** Makes the producer known to the other router, under the same id; one that ends meanwhile is passed over. */
  async pipe(producer: Producer, to: Router): Promise<void> {
    this.#working += 1;
    try {
      await guarded(() => this.#from.pipeToRouter({ producerId: producer.id, router: to }));
    } catch (error) {
      if (!producer.closed) throw error;
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.#closeHalves();
    }
  }

  /** When the other worker dies while a pair is made, mediasoup leaves this side of it open. */
  #closeHalves(): void {
    for (const transport of this.#transports) if (!transport.tuple.remotePort) transport.close();
  }
}
