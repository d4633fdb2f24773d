import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../scripts/lib/failure.js';
import { endLeftovers, identityOf, leftovers, mark } from '../../scripts/lib/marks.js';
import { warningOf } from '../../scripts/lib/our-processes.js';
import { hashOf, givenProgram } from '../../scripts/lib/paths.js';
import { choosePort, freePort, nextFreePort } from '../../scripts/lib/ports.js';
import { startProcess } from '../../scripts/lib/processes.js';
import { run } from '../../scripts/lib/run.js';
import { duration } from '../../scripts/lib/step.js';
import { summaryLine } from '../../scripts/lib/summary.js';
import { untilAnswers } from '../../scripts/lib/until-answers.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shelfcast-unit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that would never end by itself. */
const forever = (name: string) =>
  startProcess(name, process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { runFolder: folder });

describe('ports', () => {
  it('takes the next free one, and says so when a certain one was asked for', async () => {
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect(await nextFreePort(port)).toBeGreaterThan(port);
    await expect(choosePort(String(port), '127.0.0.1')).rejects.toThrow(`port ${port} is taken`);
    server.close();
    await once(server, 'close');
    expect(await choosePort(String(port), '127.0.0.1')).toBe(port);
  });

  it.each(['http', '0', '65536', '1.5'])('refuses %s', async (request) => {
    await expect(choosePort(request, '127.0.0.1')).rejects.toThrow('PORT');
  });
});

describe('leftovers', () => {
  it('are the marked processes that still run, ours before the databases', async () => {
    const started = ['redis', 'service', 'mongodb', 'workers'].map(forever);
    expect(leftovers(folder).map(({ name }) => name)).toEqual(['service', 'workers', 'mongodb', 'redis']);
    await endLeftovers(leftovers(folder));
    await Promise.all(started.map((child) => child.exited));
    expect(leftovers(folder)).toEqual([]);
  });

  it('are never strangers who got the same number', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(stranger, 'spawn');
    const pid = stranger.pid!;
    writeFileSync(join(folder, 'service.json'), JSON.stringify({ name: 'service', pid, identity: 'another boot 1' }));
    expect(identityOf(pid)).not.toBe('');
    expect(leftovers(folder)).toEqual([]);
    stranger.kill();
    await once(stranger, 'exit');
  });

  it.each([-1, 0, 1, 'x', null])('are no process at all for the number %s', (pid) => {
    writeFileSync(join(folder, 'service.json'), JSON.stringify({ name: 'service', pid, identity: identityOf(1) }));
    expect(leftovers(folder)).toEqual([]);
  });

  it('may have damaged marks', () => {
    writeFileSync(join(folder, 'service.json'), '{"name": "ser');
    expect(leftovers(folder)).toEqual([]);
    mark(folder, 'launcher', process.pid);
    expect(leftovers(folder).map(({ pid }) => pid)).toEqual([process.pid]);
  });
});

describe('a child', () => {
  it('ends with what it started, and takes its mark along', async () => {
    const script = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")']);
      child.stdout.on('data', () => console.log(child.pid));`;
    const seen = Promise.withResolvers<number>();
    const child = startProcess('parent', process.execPath, ['-e', script], {
      runFolder: folder,
      onLine: (line) => seen.resolve(Number(line)),
    });
    const grandchild = await seen.promise;
    expect(identityOf(grandchild)).not.toBe('');
    await child.stop();
    await expect.poll(() => identityOf(grandchild)).toBe('');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is killed when it does not end in time', async () => {
    const up = Promise.withResolvers<string>();
    const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")';
    const child = startProcess('deaf', process.execPath, ['-e', script], { onLine: up.resolve });
    await up.promise;
    await child.stop(10);
    expect(await child.exited).toBeNull();
  });

  it('that cannot be started has no number to send signals to, and stops', async () => {
    const child = startProcess('none', join(folder, 'nothing'), []);
    expect(child.pid).toBeUndefined();
    expect(await child.exited).toBe(127);
    await child.stop();
  });

  it('that ends while starting fails with its command and last lines', async () => {
    const child = startProcess('redis', process.execPath, ['-e', 'console.log("no memory"); process.exit(3)']);
    const failure = await untilAnswers(child, new Promise(() => {}), 30_000).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ message: 'redis ended with 3 while starting', tail: ['no memory'] });
    expect((failure as Failure).command).toContain(process.execPath);
  });
});

describe('a command', () => {
  it('that fails says which, its last lines and what to do', async () => {
    const lines = 'for (let i = 0; i < 40; i += 1) console.log(i); process.exit(2)';
    const failure = await run(process.execPath, ['-e', lines], { todo: 'mend it' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: 'ended with code 2', todo: ['mend it'] });
    expect((failure as Failure).tail.at(-1)).toBe('39');
    expect((failure as Failure).tail.length).toBeLessThan(20);
  });
});

it('shows warnings of a log in short, and whatever is no log line', () => {
  expect(warningOf('{"level":30,"msg":"listening"}')).toBe('');
  expect(warningOf('{"level":50,"msg":"lost","err":{"message":"no route"}}')).toBe('lost: no route');
  expect(warningOf('{"level":50,"ms')).toBe('{"level":50,"ms');
  expect(warningOf('Error: at once')).toBe('Error: at once');
});

it('has one hash for the same sources and another for others', () => {
  expect(hashOf(['vitest.config.ts'])).toBe(hashOf(['vitest.config.ts']));
  expect(hashOf(['vitest.config.ts'])).not.toBe(hashOf(['vite.config.ts']));
  expect(hashOf(['scripts/lib'], (path) => path.endsWith('ports.js'))).not.toBe(hashOf(['scripts/lib']));
});

it('refuses a given program that is none, by its variable', () => {
  process.env['SHELFCAST_UNIT_BIN'] = join(folder, 'nothing');
  expect(givenProgram('SHELFCAST_UNIT_BIN')).toMatchObject({
    ready: false,
    missing: true,
    source: 'SHELFCAST_UNIT_BIN',
  });
  process.env['SHELFCAST_UNIT_BIN'] = process.execPath;
  expect(givenProgram('SHELFCAST_UNIT_BIN')).toMatchObject({ ready: true, path: process.execPath });
  delete process.env['SHELFCAST_UNIT_BIN'];
  expect(givenProgram('SHELFCAST_UNIT_BIN')).toBeUndefined();
});

it('tells times in a form for people', () => {
  expect([120, 9_940, 61_000, 312_400].map(duration)).toEqual(['0.1 s', '9.9 s', '1 min 1 s', '5 min 12 s']);
});

describe('the last line of a test run', () => {
  const passed = { numPassedTests: 12, numFailedTests: 0 };
  it('counts', () => {
    expect(summaryLine(passed, 0)).toBe('12 passed, 0 failed');
    expect(summaryLine({ ...passed, numPendingTests: 2, numTodoTests: 1 }, 0)).toBe('12 passed, 0 failed, 3 skipped');
    expect(summaryLine({ ...passed, numFailedTests: 2 }, 1)).toBe('12 passed, 2 failed');
  });
  it('never hides a file that could not be loaded, or a run without a report', () => {
    expect(summaryLine(passed, 1)).toBe('12 passed, 1 failed');
    expect(summaryLine(undefined, 0)).toBe('0 passed, 1 failed');
  });
});
