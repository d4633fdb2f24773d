import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startSession } from '#src/accounts/start-session.ts';
import { createApp } from '#src/app.ts';
import { compose } from '#src/compose.ts';
import { openSale } from '../../test/support/sale.ts';
import { serveCalls } from './calls.ts';
import { meterCalls } from './meter.ts';
import { ourConfig } from './our-config.ts';

/** The service as it is deployed, in a process of its own. */
const { namespace, config } = ourConfig();
const hour = 3_600_000;
// A bench outlives the tokens of its talkers, who would fetch new ones by HTTP.
const lives = { socketTokenMs: hour, socketMs: hour };
const deps = await compose(config, { process: 'service', dbName: namespace, lives });
const app = createApp(deps);
app.http.listen(0, '127.0.0.1');
await once(app.http, 'listening');
const url = `ws://127.0.0.1:${(app.http.address() as AddressInfo).port}`;

/** Somebody who is signed in, with a token for the socket. */
async function member(name: string, id = deps.newId()): Promise<string> {
  const account = { _id: id, email: `${id}@bench.example`, name, role: 'member' as const, createdAt: new Date() };
  await deps.accounts.insert({ ...account, passwordHash: '-' });
  const record = (await deps.accounts.find(id))!;
  const { answer } = await startSession(deps, record, { agent: 'bench', address: '127.0.0.1' });
  const actor = await deps.tokens.verify(answer.accessToken, 'api');
  return (await deps.tokens.sign(actor, 'socket')).token;
}

serveCalls(
  {
    ...meterCalls(),
    /** A live room with one item on its shelf and accounts that talk; or more talkers for a room of another node. */
    async open({ talkers, room }: { talkers: number; room?: string }) {
      const people = [];
      for (let count = 0; count < talkers; count += 1) people.push(await member(`Talker ${count}`));
      if (room !== undefined) return { url, room, talkers: people };
      const sale = await openSale(deps, { units: 50 });
      return { url, room: sale.room, item: sale.item, host: await member('Host', sale.seller), talkers: people };
    },
    /** A live room with this many units of one item, and that many people who will want one. */
    async sell({ units, buyers }: { units: number; buyers: number }) {
      // Another node of a sale that is open already.
      if (buyers === 0) return { url };
      const { room, item, sku, pool } = await openSale(deps, { units, stock: units });
      const tokens: string[] = [];
      while (tokens.length < buyers) {
        const some = Array.from({ length: Math.min(100, buyers - tokens.length) }, () => member('Buyer'));
        tokens.push(...(await Promise.all(some)));
      }
      return { url, goods: { room, item, sku }, pool, tokens };
    },
    /** What became of a room's units: those left at the gate, and those of durable orders. */
    async sold({ room, pool }: { room: string; pool: string }) {
      const left = (await deps.gate.left(room, [pool]))?.[0];
      return { left, orders: (await deps.orders.countRoom(room, new Date())).orders, namespace };
    },
    viewers: ({ room }: { room: string }) => deps.sockets.local.count(`room:${room}`),
  },
  async () => {
    await app.close();
    await deps.close();
  },
);
