import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { servicesFromEnv } from './service.ts';

/** A program of ours as a process of its own, which a test may kill. */
export interface Program {
  child: ChildProcess;
  kill(): Promise<void>;
}

/** A service node among them. */
export interface NodeProcess extends Program {
  url: string;
}

interface Namespace {
  REDIS_PREFIX: string;
  dbName: string;
}

/** Starts `src/main.ts` beside another node's namespace, with the same keys so that tokens are valid on both. */
export async function startNode(namespace: Namespace, env: Record<string, string>): Promise<NodeProcess> {
  const settings = { MEDIA_WORKERS: '1', PORT: '0', ...env };
  const { program, entry } = await startProgram('src/main.ts', 'listening', namespace, settings);
  return { ...program, url: `http://127.0.0.1:${entry.listen!.port}` };
}

/** Starts `workers/main.ts` on a namespace and waits until it works. */
export async function startWorkerProcess(namespace: Namespace, env: Record<string, string> = {}): Promise<Program> {
  return (await startProgram('workers/main.ts', 'working', namespace, env)).program;
}

interface LogEntry {
  msg?: string;
  listen?: { port: number };
}

/** Waits until the program logs that it is ready; answers that entry too. */
async function startProgram(
  file: string,
  ready: string,
  namespace: Namespace,
  env: Record<string, string>,
): Promise<{ program: Program; entry: LogEntry }> {
  const { REDIS_URL, MONGODB_URI } = servicesFromEnv();
  const uri = new URL(MONGODB_URI);
  uri.pathname = `/${namespace.dbName}`;
  const own = { NODE_ENV: 'test', LOG_LEVEL: 'info', REDIS_URL, MONGODB_URI: uri.href };
  const child = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...own, REDIS_PREFIX: namespace.REDIS_PREFIX, ...env },
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line) as LogEntry;
    if (entry.msg !== ready) continue;
    child.stdout.resume();
    return { program: { child, kill }, entry };
  }
  throw new Error(`${file} ended with ${child.exitCode} before it said that it is ${ready}`);
}
