import { mkdirSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { connect } from 'node:net';
import { once } from 'node:events';
import { mongoArgs, redisArgs } from '../../scripts/lib/databases.js';
import { freePort } from '../../scripts/lib/ports.js';
import { startProcess } from '../../scripts/lib/processes.js';
import { until } from './wait.ts';

/** Where the launcher found the servers. */
export interface ServerParts {
  redis: { path: string };
  mongodb: { kind: string; path: string };
}

/** A database server as a process of ours, on one port and one folder over all its lives. */
export interface DatabaseServer {
  readonly url: string;
  pid(): number;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Settles when the process that ran last has ended. */
  ended(): Promise<void>;
  /** Everything on its disk is gone; only while it does not run. */
  erase(): void;
  stop(): Promise<void>;
}

interface Plan {
  name: string;
  command: string;
  args: (dir: string, port: number) => string[];
  url: (port: number) => string;
  /** True when the server that accepts connections also answers. */
  answers(port: number): Promise<boolean>;
}

async function openServer(plan: Plan, folder: string, logs: string): Promise<DatabaseServer> {
  const port = await freePort();
  const dir = join(folder, plan.name);
  mkdirSync(dir, { recursive: true });
  let service: ReturnType<typeof startProcess> | undefined;
  return {
    url: plan.url(port),
    pid: () => service!.pid!,
    async start() {
      service = startProcess(`${plan.name}-${basename(folder)}`, plan.command, plan.args(dir, port), {
        logFile: join(logs, `${plan.name}.log`),
        // Beside the launcher's own mark, so that its next start ends what it had to leave.
        runFolder: join(folder, '..', 'run'),
      });
      await until(`${plan.name} answers`, async () => (await plan.answers(port)) || undefined, { everyMs: 25 });
    },
    async kill() {
      process.kill(service!.pid!, 'SIGKILL');
      await service!.exited;
    },
    ended: async () => void (await service!.exited),
    erase() {
      rmSync(dir, { recursive: true, force: true });
      mkdirSync(dir, { recursive: true });
    },
    stop: async () => service?.stop(2_000),
  };
}

/** Redis with its append-only file. `size` and `cut` go back to an earlier length of it, as a power cut does. */
export interface RedisServer extends DatabaseServer {
  size(): number;
  cut(size: number): void;
}

export async function openRedis(parts: ServerParts, folder: string, logs: string): Promise<RedisServer> {
  const server = await openServer(
    {
      name: 'redis',
      command: parts.redis.path,
      args: redisArgs,
      url: (port) => `redis://127.0.0.1:${port}`,
      answers: async (port) => (await say(port, 'PING\r\n')).startsWith('+PONG'),
    },
    folder,
    logs,
  );
  const log = () => {
    const dir = join(folder, 'redis', 'appendonlydir');
    const last = readdirSync(dir)
      .filter((file) => file.endsWith('.incr.aof'))
      .toSorted()
      .at(-1)!;
    return join(dir, last);
  };
  return { ...server, size: () => statSync(log()).size, cut: (size) => truncateSync(log(), size) };
}

export function openMongo(parts: ServerParts, folder: string, logs: string): Promise<DatabaseServer> {
  const { kind, path } = parts.mongodb;
  return openServer(
    {
      name: 'mongodb',
      command: path,
      args: (dir, port) => mongoArgs(kind, dir, port),
      url: (port) => `mongodb://127.0.0.1:${port}/crash?directConnection=true`,
      answers: async (port) => (await say(port, '')) !== 'closed',
    },
    folder,
    logs,
  );
}

/** What a server says to a few bytes; with none, that it lets somebody in at all. */
async function say(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    if (bytes === '') return 'open';
    socket.write(bytes);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString();
  } finally {
    socket.destroy();
  }
}
