import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startSession } from '#src/accounts/start-session.ts';
import { createApp } from '#src/app.ts';
import { compose } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import { openSale } from '../../test/support/sale.ts';
import { serveCalls } from './calls.ts';
import { meterCalls } from './meter.ts';

/** The service as it is deployed, in a process of its own. */
const namespace = process.env['BENCH_NAMESPACE'] ?? `bench${process.pid}`;
const config = readConfig({
  ...process.env,
  NODE_ENV: 'test',
  LOG_LEVEL: 'error',
  REDIS_PREFIX: namespace,
  MEDIA_WORKERS: '1',
  // Viewers of the bench come from many addresses, as viewers do.
  TRUST_PROXY: '1',
  AUTH_KEYS: `bench:${Buffer.alloc(32, 'bench').toString('base64')}`,
  PAYMENT_WEBHOOK_SECRET: 'a secret of the benches',
  PORT: '0',
});
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
    viewers: ({ room }: { room: string }) => deps.sockets.local.count(`room:${room}`),
  },
  async () => {
    await app.close();
    await deps.close();
  },
);
