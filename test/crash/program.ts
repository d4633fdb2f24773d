import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './arm.ts';

const arm = new URL('./arm.ts', import.meta.url).href;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** One of our programs as a process that can be told when to die. */
export interface Program {
  readonly pid: number;
  isAlive(): boolean;
  /** Settles when it has ended, whatever ended it. */
  readonly ended: Promise<void>;
  /** Settles when it works, as it says itself in its log. */
  readonly ready: Promise<void>;
  tell(order: Order): void;
  /** The next time it reports to have killed somebody else. */
  reached(): Promise<Report>;
  kill(): Promise<void>;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
}

/** Starts `file`; it is ready when it logs `readyLine`. Its log goes to `logFile`. */
export function startProgram(
  file: string,
  { env, readyLine, logFile }: { env: NodeJS.ProcessEnv; readyLine: string; logFile: string },
): Program {
  const child: ChildProcess = spawn(process.execPath, ['--import', arm, file], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  log.write(`--- ${file} as ${child.pid} at ${new Date().toISOString()}\n`);
  child.stderr!.pipe(log, { end: false });
  const ended = once(child, 'exit').then(() => {
    log.end();
  });
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (log.writable) log.write(`${line}\n`);
      if (line.includes(`"msg":"${readyLine}"`)) resolve();
    });
    void ended.then(() => reject(new Error(`${file} ended before it was ready, see ${logFile}`)));
  });
  ready.catch(() => {});
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid!,
    isAlive,
    ended,
    ready,
    tell: (order) => void (isAlive() && child.connected && child.send(order, () => {})),
    reached: async () => ((await once(child, 'message')) as [Report])[0],
    async kill() {
      if (isAlive()) child.kill('SIGKILL');
      await ended;
    },
    signal: (name) => void child.kill(name),
  };
}
