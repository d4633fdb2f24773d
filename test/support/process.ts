import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { servicesFromEnv } from './service.ts';

/** A service node as a process of its own, which a test may kill. */
export interface NodeProcess {
  url: string;
  child: ChildProcess;
  kill(): Promise<void>;
}

/** Starts `src/main.ts` beside another node's namespace, with the same keys so that tokens are valid on both. */
export async function startNode(
  namespace: { REDIS_PREFIX: string; dbName: string },
  env: Record<string, string>,
): Promise<NodeProcess> {
  const { REDIS_URL, MONGODB_URI } = servicesFromEnv();
  const uri = new URL(MONGODB_URI);
  uri.pathname = `/${namespace.dbName}`;
  const child = spawn(process.execPath, ['src/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      REDIS_URL,
      MONGODB_URI: uri.href,
      REDIS_PREFIX: namespace.REDIS_PREFIX,
      MEDIA_WORKERS: '1',
      PORT: '0',
      ...env,
    },
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = JSON.parse(line) as { msg?: string; listen?: { port: number } };
    if (entry.msg !== 'listening') continue;
    child.stdout.resume();
    return {
      url: `http://127.0.0.1:${entry.listen!.port}`,
      child,
      async kill() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }
  throw new Error(`the node ended with ${child.exitCode} before it listened`);
}
