import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arePagesBuilt, mountPages } from '#src/platform/edge/pages.ts';

let outside: string;
let folder: string;
let server: Server;
let url: string;
const files = ['index', 'room', 'studio', 'shop', 'console', 'pay', 'protocol'].map((name) => `${name}.html`);

beforeAll(async () => {
  outside = mkdtempSync(join(tmpdir(), 'pages-'));
  folder = join(outside, 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(outside, 'secret.txt'), 'for nobody');
  for (const file of [...files, 'icon.svg', 'assets/app-1a2b3c.js'])
    writeFileSync(join(folder, file), `this is ${file}`);
  const app = express();
  mountPages(app, folder);
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(outside, { recursive: true, force: true });
});

const get = async (path: string, accept = 'text/html,*/*') => {
  const response = await fetch(url + path, { headers: { accept }, redirect: 'manual' });
  return { status: response.status, cache: response.headers.get('cache-control'), text: await response.text() };
};

describe('pages', () => {
  it.each([
    ['/', 'index.html'],
    ['/room/some-id', 'room.html'],
    ['/studio', 'studio.html'],
    ['/studio/some-id', 'studio.html'],
    ['/studio/some-id/more', 'studio.html'],
    ['/shop', 'shop.html'],
    ['/console', 'console.html'],
    ['/protocol', 'protocol.html'],
    ['/pay/some-id', 'pay.html'],
    ['/room.html', 'room.html'],
  ])('%s is %s, asked for anew each time', async (path, file) => {
    expect(await get(path)).toEqual({ status: 200, cache: 'no-cache', text: `this is ${file}` });
  });

  it('keeps every page but the room in a process of its own', async () => {
    const app = express().use(helmet());
    mountPages(app, folder);
    const isolated = createServer(app).listen(0, '127.0.0.1');
    await once(isolated, 'listening');
    const address = `http://127.0.0.1:${(isolated.address() as AddressInfo).port}`;
    const isolation = async (path: string) => (await fetch(address + path)).headers.get('cross-origin-opener-policy');
    expect(await isolation('/studio')).toBe('same-origin');
    expect(await isolation('/pay/some-id')).toBe('same-origin');
    expect(await isolation('/room/some-id')).toBeNull();
    isolated.close();
    isolated.closeAllConnections();
  });

  it('keeps assets for a year and other files for an hour', async () => {
    expect((await get('/assets/app-1a2b3c.js')).cache).toBe('public, max-age=31536000, immutable');
    expect((await get('/icon.svg')).cache).toBe('public, max-age=3600');
  });

  it('shows the lobby at a wrong address, to people only', async () => {
    expect(await get('/nowhere')).toEqual({ status: 404, cache: 'no-cache', text: 'this is index.html' });
    for (const [path, accept] of [
      ['/nowhere', 'application/json'],
      ['/nowhere', '*/*'],
      ['/assets/gone.js', 'text/html'],
      ['/api/gone', 'text/html'],
    ] as const) {
      const { status, text } = await get(path, accept);
      expect([path, status, text.includes('index.html')]).toEqual([path, 404, false]);
    }
  });

  it('never leaves its folder', async () => {
    for (const path of [
      '/..%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%5c..%5csecret.txt',
    ]) {
      const { status, text } = await get(path, '*/*');
      expect([path, status >= 400, text.includes('for nobody')]).toEqual([path, true, false]);
    }
  });

  it('knows whether they are built', () => {
    expect([arePagesBuilt(folder), arePagesBuilt(join(folder, 'assets'))]).toEqual([true, false]);
  });
});
