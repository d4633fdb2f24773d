import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { servicesFromEnv } from './service.ts';

/** The workers as a process of their own, which a test may kill. */
export interface WorkerProcess {
  kill(): Promise<void>;
}

/** Starts `workers/main.ts` on a namespace and waits until it works. */
export async function startWorkerProcess(
  namespace: { REDIS_PREFIX: string; dbName: string },
  env: Record<string, string> = {},
): Promise<WorkerProcess> {
  const { REDIS_URL, MONGODB_URI } = servicesFromEnv();
  const uri = new URL(MONGODB_URI);
  uri.pathname = `/${namespace.dbName}`;
  const child = spawn(process.execPath, ['workers/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      REDIS_URL,
      MONGODB_URI: uri.href,
      REDIS_PREFIX: namespace.REDIS_PREFIX,
      ...env,
    },
  });
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    if ((JSON.parse(line) as { msg?: string }).msg !== 'working') continue;
    child.stdout.resume();
    return {
      async kill() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  }
  throw new Error(`the workers ended with ${child.exitCode} before they worked`);
}
