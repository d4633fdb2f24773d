import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as dial } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { createLocalSockets } from '#src/platform/edge/local-sockets.ts';

const HOUR_MS = 3_600_000;
const room = 'a room';
const payload = { room, from: 1, to: 1, events: [] };

/** A Socket.IO server that never pings, so that nothing but the test writes to its connections, and one client of it. */
async function connectOne() {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const io = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: HOUR_MS });
  const local = createLocalSockets(io);
  const { port } = http.address() as AddressInfo;
  const client = dial(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false, forceNew: true });
  onTestFinished(async () => {
    client.close();
    await io.close();
  });
  const [socket] = await once(io, 'connection');
  await socket.join(room);
  const { engine } = client.io as unknown as {
    engine: { transport: { ws: { _socket: { pause(): void; resume(): void } } } };
  };
  return { local, client, id: socket.id as string, stream: engine.transport.ws._socket };
}

test('a viewer who stops reading is taken out, and told as soon as what waited for it has left', async () => {
  const { local, client, id, stream } = await connectOne();
  const resync = new Promise((resolve) => client.once('room:resync', resolve));
  const slow = {
    bytes: 256 * 1024,
    onDrained: (socketId: string) => void local.notify(socketId, 'room:resync', { room, afterMs: 0 }),
  };
  stream.pause();
  // The network takes some megabytes before anything waits here.
  const filler = { ...payload, filler: 'x'.repeat(100_000) };
  let shed = 0;
  while (shed === 0) ({ shed } = await local.deliver(room, 'room:events', filler, slow));
  expect(local.count(room)).toBe(0);
  expect(local.unsent(id)).toBeGreaterThan(0);
  stream.resume();
  await resync;
  expect(local.unsent(id)).toBe(0);
});

test('one whose text still waits in front of the websocket is told, too', async () => {
  const { local, client, id } = await connectOne();
  const resync = new Promise((resolve) => client.once('room:resync', resolve));
  // Within one turn, so that nothing can be sent in between.
  while (local.unsent(id) < 300_000) local.notify(id, 'session:ended', { reason: 'x'.repeat(50_000) as never });
  const onDrained = (socketId: string) => void local.notify(socketId, 'room:resync', { room, afterMs: 0 });
  expect(await local.deliver(room, 'room:events', payload, { bytes: 256 * 1024, onDrained })).toMatchObject({
    shed: 1,
  });
  await resync;
});
