import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { newNamespace, servicesFromEnv } from '../support/service.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Line {
  level: number;
  msg?: string;
  step?: string;
  listen?: { port: number };
  err?: { message: string };
}

/** A process as the launcher starts it, and what it logs. */
interface Running {
  child: ChildProcess;
  lines: Line[];
  /** The first line, past or to come, that is accepted. */
  line(accept: (line: Line) => boolean): Promise<Line>;
  ended: Promise<number | null>;
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(entry: string, options: { env?: Record<string, string>; flags?: string[] } = {}): Running {
  const { dbName, REDIS_PREFIX } = newNamespace();
  const services = servicesFromEnv();
  const uri = new URL(services.MONGODB_URI);
  uri.pathname = `/${dbName}`;
  const child = spawn(process.execPath, [...(options.flags ?? []), entry], {
    cwd: root,
    env: {
      ...process.env,
      REDIS_URL: services.REDIS_URL,
      MONGODB_URI: uri.href,
      REDIS_PREFIX,
      PORT: '0',
      LOG_LEVEL: 'debug',
      NODE_ENV: 'test',
      MEDIA_WORKERS: '1',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const lines: Line[] = [];
  const waiting: { accept: (line: Line) => boolean; resolve: (line: Line) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    lines.push(line);
    for (const each of waiting.filter(({ accept }) => accept(line))) each.resolve(line);
  });
  const line = (accept: (line: Line) => boolean) => {
    const known = lines.find(accept);
    return known ? Promise.resolve(known) : new Promise<Line>((resolve) => waiting.push({ accept, resolve }));
  };
  // Output first, exit code second: "close" comes when both are complete.
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, lines, line, ended };
}

const closedSteps = (lines: Line[]) => lines.filter(({ msg }) => msg === 'closed').map(({ step }) => step);

describe('a process', () => {
  it('prints every problem of its environment and ends with 78', async () => {
    for (const entry of ['src/main.ts', 'workers/main.ts']) {
      const { child, ended } = start(entry, { env: { PORT: 'x', REDIS_URL: '', HOLD_SECONDS: '0' } });
      let text = '';
      child.stderr!.on('data', (chunk: Buffer) => (text += chunk.toString()));
      expect(await ended).toBe(78);
      for (const name of ['PORT', 'REDIS_URL', 'HOLD_SECONDS']) expect(text).toContain(`${name}: `);
      expect(text).not.toContain('    at ');
    }
  });

  it('serves until it is told to end, then closes in order', async () => {
    const service = start('src/main.ts');
    const { listen } = await service.line(({ msg }) => msg === 'listening');
    const response = await fetch(`http://127.0.0.1:${listen!.port}/readyz`);
    expect(response.status).toBe(200);
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(closedSteps(service.lines).at(0)).toBe('edges');
    expect(closedSteps(service.lines).at(-1)).toBe('stores');
  });

  it('works until it is told to end', async () => {
    const workers = start('workers/main.ts');
    await workers.line(({ msg }) => msg === 'working');
    workers.child.kill('SIGINT');
    expect(await workers.ended).toBe(0);
    expect(closedSteps(workers.lines)).toEqual(['workers', 'stores']);
  });

  it('ends in order, and with an error, when something unexpected is thrown', async () => {
    const plant = `process.on('SIGWINCH', () => { throw new Error('planted') })`;
    const service = start('src/main.ts', { flags: ['--import', `data:text/javascript,${encodeURIComponent(plant)}`] });
    await service.line(({ msg }) => msg === 'listening');
    service.child.kill('SIGWINCH');
    expect(await service.ended).toBe(1);
    expect(service.lines.find(({ level }) => level === 60)?.err?.message).toBe('planted');
    expect(closedSteps(service.lines).at(-1)).toBe('stores');
  });
});
