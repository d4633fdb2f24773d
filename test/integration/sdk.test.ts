import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { roomChannel } from '#src/rooms/feed/feeds.ts';
import { changeRoom } from '#src/rooms/change-room.ts';
import { pinItem } from '#src/shelf/pin-item.ts';
import type { Connection, RoomWatch } from '../../sdk/src/index.ts';
import { connect, markLine, removeLine, say, watchRoom } from '../../sdk/src/index.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { openSale } from '../support/sale.ts';
import type { Sale } from '../support/sale.ts';
import type { Service } from '../support/service.ts';
import { startService } from '../support/service.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'sdk/README.md'), 'utf8');
/** The programs the README shows, in their order. */
const [viewer = '', buyer = ''] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);

let service: Service;
let folder: string;
beforeAll(async () => {
  execFileSync(process.execPath, [join(root, 'scripts/build-sdk.ts')], { stdio: 'pipe' });
  folder = mkdtempSync(join(tmpdir(), 'sdk-'));
  mkdirSync(join(folder, 'node_modules/@shelfcast'), { recursive: true });
  symlinkSync(join(root, 'sdk'), join(folder, 'node_modules/@shelfcast/client'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'viewer.js'), viewer);
  writeFileSync(join(folder, 'buyer.js'), buyer);
  service = await startService();
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

/** Who may pin in a room that was opened straight in the stores. */
function hostOf(sale: Sale): Member {
  return { kind: 'member', id: sale.seller, name: 'Host', role: 'member', sessionId: service.deps.newId() };
}

/** Runs a program of the README; `line` waits for a line it prints. */
function run(name: string, ...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [join(folder, name), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    async line(pattern: RegExp): Promise<string> {
      for (let next = await lines.next(); !next.done; next = await lines.next()) {
        if (pattern.test(next.value)) return next.value;
      }
      throw new Error(`${name} ended without a line like ${pattern.source}`);
    },
  };
}

describe('the programs of its README', () => {
  it('the viewer follows title, chat and pin', async () => {
    const sale = await openSale(service.deps, { units: 3 });
    const program = run('viewer.js', service.url, sale.room);
    await program.line(/^watching: /);
    const talker = await service.person('Ann');
    const line = await talker.socket();
    await line.ask('room:join', { room: sale.room });
    await line.ask('chat:say', { room: sale.room, messageId: service.deps.newId(), text: 'hello from the shop floor' });
    expect(await program.line(/: /)).toBe('Ann: hello from the shop floor');
    await pinItem(service.deps, hostOf(sale), { room: sale.room, item: sale.item });
    expect(await program.line(/^now: /)).toBe('now: Green tea, ¥19.9, 3 left');
  });

  it('the buyer talks and holds a unit', async () => {
    const sale = await openSale(service.deps, { units: 1 });
    const { email, password } = await service.person('Bo');
    const program = run('buyer.js', service.url, sale.room, email, password);
    expect(await program.line(/held|refused/)).toMatch(/: held, ¥19\.9 until \d{4}-/);
    const late = await service.person('Cy');
    expect(await run('buyer.js', service.url, sale.room, late.email, late.password).line(/held|refused/)).toBe(
      'refused: SOLD_OUT',
    );
  });
});

describe('a watched room', () => {
  const opened = (connection: Connection, roomId: string): Promise<RoomWatch> =>
    new Promise((resolve) => {
      const room = watchRoom(connection, roomId);
      const stop = room.view.subscribe(({ snapshot }) => {
        if (!snapshot) return;
        stop();
        resolve(room);
      });
    });

  it('brings what was missed while the line was down, once and in order', async () => {
    const { deps } = service;
    const sale = await openSale(deps, { units: 5 });
    const connection = connect({ url: service.url });
    onTestFinished(() => connection.close());
    const room = await opened(connection, sale.room);
    const seen: number[] = [];
    room.onEvents((events) => seen.push(...events.map(({ seq }) => seq)));
    const from = room.seq();

    const lost = new Promise<void>((resolve) => {
      const stop = connection.state.subscribe((state) => {
        if (state !== 'reconnecting') return;
        stop();
        resolve();
      });
    });
    deps.sockets.io.disconnectSockets(true);
    await lost;
    await pinItem(deps, hostOf(sale), { room: sale.room, item: sale.item });
    await expect.poll(() => room.view.get().snapshot?.pinned?.itemId).toBe(sale.item);
    await expect.poll(() => connection.state.get()).toBe('connected');
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(new Set(seen).size).toBe(seen.length);
    expect(room.seq()).toBeGreaterThan(from);
  });

  /** How many of a room's viewers hear it on this node. */
  const hearing = (roomId: string) => service.deps.sockets.local.count(roomChannel(roomId));

  it('goes on when another of the same connection and room is closed, and leaves with the last', async () => {
    const { deps } = service;
    const sale = await openSale(deps, { units: 5 });
    const connection = connect({ url: service.url });
    onTestFinished(() => connection.close());
    const tile = await opened(connection, sale.room);
    const drawer = await opened(connection, sale.room);
    drawer.close();
    // Answered after whatever the closing has sent.
    await connection.request('room:stats', { room: sale.room }).catch(() => undefined);
    await pinItem(deps, hostOf(sale), { room: sale.room, item: sale.item });
    await expect.poll(() => tile.view.get().snapshot?.pinned?.itemId).toBe(sale.item);
    tile.close();
    await expect.poll(() => hearing(sale.room)).toBe(0);
  });

  it('comes back by itself after it was too slow and was told to resync', async () => {
    const { deps } = service;
    const sale = await openSale(deps, { units: 5 });
    const connection = connect({ url: service.url });
    onTestFinished(() => connection.close());
    const room = await opened(connection, sale.room);
    const { local } = deps.sockets;
    const everybody = {
      bytes: -1,
      onDrained: (socketId: string) => void local.notify(socketId, 'room:resync', { room: sale.room, afterMs: 1 }),
    };
    const notice = { room: sale.room, readOnly: false };
    expect(await local.deliver(roomChannel(sale.room), 'room:read-only', notice, everybody)).toMatchObject({ shed: 1 });
    await pinItem(deps, hostOf(sale), { room: sale.room, item: sale.item });
    await expect.poll(() => room.view.get().snapshot?.pinned?.itemId).toBe(sale.item);
    expect(hearing(sale.room)).toBe(1);
  });

  it('asks for its standing, and not for the whole room, when somebody signs in on the running connection', async () => {
    const { deps } = service;
    const sale = await openSale(deps, { units: 5 });
    const person = await service.person('Di');
    const signedIn: { token?: string } = {};
    const connection = connect({ url: service.url, token: async () => signedIn.token });
    onTestFinished(() => connection.close());
    const asked: string[] = [];
    const request: Connection['request'] = (name, ...rest) => {
      asked.push(name);
      return connection.request(name, ...rest);
    };
    const room = await opened({ ...connection, request }, sale.room);
    expect(room.view.get().standing?.role).toBe('guest');
    signedIn.token = (await person.http('POST /api/auth/socket-token')).body.token;
    expect(await connection.renew()).toBe(true);
    await expect.poll(() => room.view.get().standing?.role).toBe('viewer');
    expect(asked).toEqual(['room:join', 'room:catch-up']);
  });

  it('has this visitor’s own words at once, also those that nobody else hears', async () => {
    const sale = await openSale(service.deps, { units: 1 });
    const ann = await service.person('Ann');
    const token = async () => (await ann.http('POST /api/auth/socket-token')).body.token as string;
    const connection = connect({ url: service.url, token });
    onTestFinished(() => connection.close());
    const room = await opened(connection, sale.room);
    const lines = () => room.view.get().snapshot?.chat.map(({ text, mark }) => [text, mark]);
    await service.deps.chat.setShadow(sale.room, ann.id, true);
    const { message, messageId } = await say(connection, room, 'hello?');
    expect(message).toMatchObject({ messageId, authorId: ann.id, text: 'hello?' });
    expect(lines()).toEqual([['hello?', undefined]]);
    await markLine(connection, room, messageId, 'question');
    expect(lines()).toEqual([['hello?', 'question']]);
    await removeLine(connection, room, messageId);
    expect(lines()).toEqual([]);

    await service.deps.chat.setShadow(sale.room, ann.id, false);
    await changeRoom(service.deps, hostOf(sale), sale.room, { heldForReview: true });
    await expect.poll(() => room.view.get().snapshot?.heldForReview).toBe(true);
    const held = await say(connection, room, 'may I?');
    expect(held.waiting).toBe(true);
    expect(room.view.get().standing?.waiting).toEqual([held.message]);
    await removeLine(connection, room, held.messageId);
    expect(room.view.get().standing?.waiting).toEqual([]);
    expect(lines()).toEqual([]);
  });
});
