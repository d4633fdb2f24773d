import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { v7 } from 'uuid';
import { openBareSale } from './bare-gate.ts';
import type { BareSale } from './bare-gate.ts';
import { serveCalls } from './calls.ts';
import { meterCalls } from './meter.ts';

/** The baseline: the bare script behind a plain Socket.IO server; no accounts, no limits, no order follows. */
const redis = new Redis(process.env['REDIS_URL']!);
const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
let sale: BareSale | undefined;
io.on('connection', (socket) => {
  socket.on('purchase:place', ({ ticket }: { ticket: string }, done: (answer: unknown) => void) => {
    void sale!
      .take(ticket)
      .then((serial) => done(serial === -1 ? { ok: false, error: { code: 'SOLD_OUT' } } : { ok: true }));
  });
});
http.listen(0, '127.0.0.1');

serveCalls(
  {
    ...meterCalls(),
    /** A sale of its own, or the sale of another node under its id. */
    async sell({ units, buyers, pool = v7() }: { units: number; buyers: number; pool?: string }) {
      await sale?.forget();
      sale = await openBareSale(redis, units, pool);
      const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
      return { url, goods: { room: '', item: '', sku: '' }, pool, tokens: Array.from({ length: buyers }, () => '-') };
    },
  },
  async () => {
    await io.close();
    redis.disconnect();
  },
);
