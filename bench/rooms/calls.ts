import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of a bench: the server whose CPU is measured, or a crowd of viewers. */
export interface Child {
  ask<T>(call: string, input?: object): Promise<T>;
  stop(): Promise<void>;
}

/** Handlers by name; each answers what goes back to the bench. */
export type Handlers = Record<string, (input: never) => unknown>;

interface Question {
  id: number;
  call: string;
  input: unknown;
}
interface Answer {
  id: number;
  data?: unknown;
  error?: string;
}

/** Starts a file of this folder as a process and waits until it serves calls. */
export async function startChild(file: string, env: Record<string, string> = {}): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let next = 0;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', (code) => {
    for (const resolve of waiting.values()) resolve({ id: 0, error: `${file} ended with ${code}` });
  });
  const ask = <T>(call: string, input: object = {}) =>
    new Promise<T>((resolve, reject) => {
      const id = (next += 1);
      waiting.set(id, ({ data, error }) => (error === undefined ? resolve(data as T) : reject(new Error(error))));
      child.send({ id, call, input } satisfies Question);
    });
  await ask('hello');
  return {
    ask,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Serves calls of the bench that started this process; `close` is run when it lets go. */
export function serveCalls(handlers: Handlers, close: () => Promise<void> | void): void {
  process.on('message', ({ id, call, input }: Question) => {
    const answer = async () => (call === 'hello' ? undefined : handlers[call]!(input as never));
    answer().then(
      (data) => process.send!({ id, data } satisfies Answer),
      (error: unknown) => process.send!({ id, error: (error as Error).stack ?? String(error) } satisfies Answer),
    );
  });
  process.on('disconnect', () => {
    void Promise.resolve(close()).finally(() => process.exit(0));
  });
}
