import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { freePort } from '../../scripts/lib/ports.js';
import { openMongo, openRedis } from './server.ts';
import type { DatabaseServer, RedisServer, ServerParts } from './server.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';
import { join } from 'node:path';

/** A program that is started again after it died. */
export interface Slot {
  /** The process that runs now, or ran last. */
  current(): Program;
  /** Starts a new process; it is not awaited until it works. */
  start(): Program;
}

/** All real parts of one deployment; runs follow each other in it, each in a room of its own. */
export interface Lane {
  readonly folder: string;
  readonly url: string;
  readonly env: Record<string, string>;
  readonly redis: RedisServer;
  readonly mongo: DatabaseServer;
  readonly service: Slot;
  /** The second one is there only in runs that want it. */
  readonly workers: [Slot, Slot];
  /** Process ids of the mediasoup workers of the service. */
  mediaPids(): number[];
  /** Lets everything run that a run needs, with these settings; processes that have them already stay. */
  prepare(settings: { hold: number; workers: 1 | 2 }): Promise<void>;
  close(): Promise<void>;
}

/** Starts the servers of a lane with their data in `folder`. */
export async function openLane(parts: ServerParts, folder: string, logs: string): Promise<Lane> {
  for (const each of [folder, logs]) mkdirSync(each, { recursive: true });
  const [redis, mongo, port] = [
    await openRedis(parts, folder, logs),
    await openMongo(parts, folder, logs),
    await freePort(),
  ];
  await Promise.all([redis.start(), mongo.start()]);
  const url = `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    REDIS_URL: redis.url,
    MONGODB_URI: mongo.url,
    REDIS_PREFIX: 'crash',
    AUTH_KEYS: `crash:${Buffer.alloc(32, 'crash').toString('base64')}`,
    PAYMENT_WEBHOOK_SECRET: 'a secret of the crash tests',
    PORT: String(port),
    PUBLIC_URL: url,
    MEDIA_WORKERS: '1',
    SETTLE_SECONDS: '1',
  };
  let hold = 0;
  const slot = (name: string, file: string, readyLine: string): Slot => {
    let program: Program | undefined;
    return {
      current: () => program!,
      start() {
        program = startProgram(file, {
          env: { ...process.env, ...env, HOLD_SECONDS: String(hold) },
          readyLine,
          logFile: join(logs, `${name}.log`),
        });
        return program;
      },
    };
  };
  const service = slot('service', 'src/main.ts', 'listening');
  const workers: Lane['workers'] = [
    slot('workers', 'workers/main.ts', 'working'),
    slot('workers-2', 'workers/main.ts', 'working'),
  ];
  const alive = (each: Slot) => each.current()?.isAlive() ?? false;

  return {
    folder,
    url,
    env,
    redis,
    mongo,
    service,
    workers,
    mediaPids: () => childrenOf(service.current().pid),
    async prepare(settings) {
      if (settings.hold !== hold) {
        hold = settings.hold;
        if (alive(service)) await service.current().kill();
      }
      if (settings.workers === 1 && alive(workers[1])) await workers[1].current().kill();
      const wanted = [service, ...workers.slice(0, settings.workers)];
      await Promise.all(wanted.map((each) => (alive(each) ? each.current() : each.start()).ready));
      for (const each of wanted) each.current().tell({ do: 'disarm' });
    },
    async close() {
      await Promise.all([service, ...workers].filter(alive).map((each) => each.current().kill()));
      await Promise.all([redis.stop(), mongo.stop()]);
    },
  };
}

function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  return pairs.filter(([, parent]) => parent === pid).map(([child]) => child);
}
