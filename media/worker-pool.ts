import { EventEmitter } from 'node:events';
import { performance } from 'node:perf_hooks';
import * as mediasoup from 'mediasoup';
import type { WebRtcServer, Worker } from 'mediasoup/types';
import { AppError } from '#src/contract/errors.ts';
import type { Log } from '#src/platform/log.ts';
import { mediaPolicy } from './policy.ts';
import { leastBusy } from './rules.ts';
import type { WorkerLoad } from './rules.ts';

export interface PoolOptions {
  workerBin?: string | undefined;
  /** Processes, one core each. */
  workers: number;
  listenIp: string;
  announcedAddress?: string | undefined;
  /** First port, one per worker for UDP and TCP; 0 = any free. */
  portBase: number;
  log: Log;
}

/** One mediasoup worker with its port and what is known of its load. */
export interface PoolWorker extends WorkerLoad {
  readonly index: number;
  readonly worker: Worker;
  readonly server: WebRtcServer;
}

interface PoolEvents {
  /** The worker is gone with everything on it; a replacement is under way. */
  died: [PoolWorker];
}

/** The mediasoup workers of this node: places routers by load and replaces what dies. */
export class WorkerPool extends EventEmitter<PoolEvents> {
  readonly #options: PoolOptions;
  readonly #workers = new Map<number, PoolWorker>();
  readonly #timer: NodeJS.Timeout;
  /** CPU time used until the last measurement. */
  readonly #usage = new WeakMap<PoolWorker, { at: number; cpuMs: number }>();
  /** Workers that are yet to answer how much they used. */
  readonly #asked = new WeakSet<PoolWorker>();
  #closed = false;

  static async create(options: PoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      await Promise.all(Array.from({ length: options.workers }, (_, index) => pool.#start(index)));
    } catch (error) {
      pool.close();
      throw error;
    }
    return pool;
  }

  private constructor(options: PoolOptions) {
    super();
    // Every stage listens for deaths.
    this.setMaxListeners(0);
    this.#options = options;
    this.#timer = setInterval(() => void this.#measure(), mediaPolicy.measureMs);
    this.#timer.unref();
  }

  /** Workers that run. */
  get workers(): PoolWorker[] {
    return [...this.#workers.values()];
  }

  /** The least busy worker besides those named. @throws MEDIA_UNAVAILABLE when none runs */
  pick(except: readonly PoolWorker[] = []): PoolWorker {
    const found = leastBusy(this.workers.filter((each) => !except.includes(each)));
    if (!found) throw new AppError('MEDIA_UNAVAILABLE', { retryAfterMs: 1_000 });
    return found;
  }

  async #start(index: number): Promise<void> {
    const { workerBin, listenIp, announcedAddress, portBase, log } = this.#options;
    const worker = await mediasoup.createWorker({ logLevel: 'warn', ...(workerBin && { workerBin }) });
    try {
      const listen = {
        ip: listenIp,
        ...(announcedAddress && { announcedAddress }),
        ...(portBase && { port: portBase + index }),
      };
      const server = await worker.createWebRtcServer({
        listenInfos: [
          { protocol: 'udp', ...listen },
          { protocol: 'tcp', ...listen },
        ],
      });
      if (this.#closed) return worker.close();
      const entry: PoolWorker = { index, worker, server, cpu: 0, consumers: 0 };
      countConsumers(entry);
      worker.once('died', (error) => this.#onDied(entry, error));
      this.#workers.set(index, entry);
      log.info({ index, pid: worker.pid }, 'media worker started');
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  #onDied(entry: PoolWorker, error: Error): void {
    if (this.#closed) return;
    this.#options.log.error({ err: error, index: entry.index, pid: entry.worker.pid }, 'media worker died');
    this.#workers.delete(entry.index);
    this.emit('died', entry);
    void this.#replace(entry.index);
  }

  /** Tries until it runs again: the dead worker's port may be free only a moment later. */
  async #replace(index: number): Promise<void> {
    for (let wait = 50; !this.#closed; wait = Math.min(wait * 2, 5_000)) {
      try {
        return await this.#start(index);
      } catch (error) {
        this.#options.log.warn({ err: error, index }, 'media worker cannot be replaced yet');
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
  }

  async #measure(): Promise<void> {
    await Promise.all(this.workers.map((entry) => this.#measureOne(entry)));
  }

  async #measureOne(entry: PoolWorker): Promise<void> {
    if (this.#asked.has(entry)) {
      // It has not answered since the last time, so it is too busy for anything new.
      entry.cpu = 1;
      return;
    }
    this.#asked.add(entry);
    const used = await entry.worker.getResourceUsage().catch(() => undefined);
    this.#asked.delete(entry);
    if (!used) return;
    // Divided by measured time, not by the interval: a busy loop runs timers late.
    const now = { at: performance.now(), cpuMs: used.ru_utime + used.ru_stime };
    const before = this.#usage.get(entry);
    if (before) entry.cpu = (now.cpuMs - before.cpuMs) / (now.at - before.at);
    this.#usage.set(entry, now);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    for (const { worker } of this.workers) worker.close();
    this.#workers.clear();
  }
}

/** Keeps the number of consumers by mediasoup's own observers, which cannot leak. */
function countConsumers(entry: PoolWorker): void {
  entry.worker.observer.on('newrouter', (router) => {
    router.observer.on('newtransport', (transport) => {
      transport.observer.on('newconsumer', (consumer) => {
        entry.consumers += 1;
        consumer.observer.once('close', () => (entry.consumers -= 1));
      });
    });
  });
}
