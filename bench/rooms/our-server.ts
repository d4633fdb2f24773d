import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { register } from '#src/accounts/register.ts';
import { startSession } from '#src/accounts/start-session.ts';
import { createApp } from '#src/app.ts';
import { compose } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { roomPolicy } from '#src/rooms/policy.ts';
import { warmRoom } from '#src/rooms/warm-room.ts';
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
const deps = await compose(config, { process: 'service', dbName: namespace });
const app = createApp(deps);
app.http.listen(0, '127.0.0.1');
await once(app.http, 'listening');
const url = `ws://127.0.0.1:${(app.http.address() as AddressInfo).port}`;

async function member(name: string): Promise<{ id: string; token: string }> {
  const id = deps.newId();
  const [email, password] = [`${id}@bench.example`, 'correct horse battery'];
  await register(deps, { email, password, name }, 'member');
  const account = (await deps.accounts.findByEmail(email))!;
  const { answer } = await startSession(deps, account, { agent: 'bench', address: '127.0.0.1' });
  const actor = await deps.tokens.verify(answer.accessToken, 'api');
  const { token } = await deps.tokens.sign(actor, 'socket');
  return { id: account._id, token };
}

async function openRoom(ownerId: string): Promise<string> {
  const now = Date.now();
  const room: RoomRecord = {
    _id: deps.newId(),
    channelId: deps.newId(),
    channelName: 'Tea house',
    ownerId,
    title: 'Morning tea',
    state: 'live',
    onAir: true,
    startsAt: new Date(now - 60_000),
    endsAt: new Date(now + 3_600_000),
    startedAt: new Date(now - 60_000),
    switches: { ...roomPolicy.defaultSwitches },
    moderators: [],
    slowModeSeconds: 0,
    mutedAll: false,
    blockedWords: [],
    likes: 0,
    peakViewers: 0,
    createdAt: new Date(now),
  };
  await deps.rooms.insert(room);
  await warmRoom(deps, room._id);
  return room._id;
}

serveCalls(
  {
    ...meterCalls(),
    async open({ talkers, room }: { talkers: number; room?: string }) {
      const host = room === undefined ? await member('Host') : undefined;
      const people = [];
      for (let count = 0; count < talkers; count += 1) people.push((await member(`Talker ${count}`)).token);
      return { url, room: room ?? (await openRoom(host!.id)), host: host?.token, talkers: people };
    },
    viewers: ({ room }: { room: string }) => deps.sockets.local.count(`room:${room}`),
  },
  async () => {
    await app.close();
    await deps.close();
  },
);
