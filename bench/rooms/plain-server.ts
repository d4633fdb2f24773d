import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { serveCalls } from './calls.ts';
import { meterCalls } from './meter.ts';

/** The baseline: what a Socket.IO guide builds, a room, an event per message and the Redis adapter. */
const redis = new Redis(process.env['REDIS_URL']!);
const subscriber = redis.duplicate();
const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  adapter: createAdapter(redis, subscriber, { key: `plain${process.pid}` }),
});
io.on('connection', (socket) => {
  socket.on('room:join', ({ room }: { room: string }, done: (answer: unknown) => void) => {
    void socket.join(room);
    done({ ok: true });
  });
  socket.on('chat:say', ({ room, text }: { room: string; text: string }, done: (answer: unknown) => void) => {
    const message = { messageId: crypto.randomUUID(), authorId: socket.id, name: 'Talker', role: 'viewer', text };
    io.to(room).emit('chat', { ...message, at: new Date().toISOString() });
    done({ ok: true });
  });
  socket.on('pin', ({ room, item }: { room: string; item: string }, done: (answer: unknown) => void) => {
    io.to(room).emit('pinned', { item, at: new Date().toISOString() });
    done({ ok: true });
  });
});
http.listen(0, '127.0.0.1');

serveCalls(
  {
    ...meterCalls(),
    open: ({ talkers }: { talkers: number }) => ({
      url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
      room: 'room',
      item: 'item',
      talkers: Array.from({ length: talkers }, () => null),
    }),
    viewers: () => io.of('/').adapter.rooms.get('room')?.size ?? 0,
  },
  async () => {
    await io.close();
    redis.disconnect();
    subscriber.disconnect();
  },
);
