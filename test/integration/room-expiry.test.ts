import { afterAll, beforeAll, expect, test } from 'vitest';
import { archivePolicy, roomPolicy } from '#src/rooms/policy.ts';
import { sweepArchive } from '#src/rooms/archive/sweep-archive.ts';
import { endRoom } from '#src/rooms/end-room.ts';
import { sweepRooms } from '#src/rooms/sweep-rooms.ts';
import { findKeys } from '../support/redis-nodes.ts';
import { insertRoom } from '../support/rooms.ts';
import { openSale } from '../support/sale.ts';
import { startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** Keys of a room by name, with the milliseconds they have left; -1 = for good. */
async function livesOf(room: string): Promise<Record<string, number>> {
  const { redis, keys } = service.deps;
  const found = await findKeys(redis, keys.room(room, '*'));
  const lives = await Promise.all(found.map((key) => redis.pttl(key)));
  return Object.fromEntries(found.map((key, index) => [key.slice(keys.room(room, '').length), lives[index]!]));
}

test('a show that is over leaves nothing in Redis for good', async () => {
  const { deps } = service;
  const host = await service.person('Host');
  const { _id: room } = await insertRoom(service, { ownerId: host.id });
  await openSale(deps, { beside: { room, seller: host.id, shop: deps.newId() } });
  const [viewer, late] = [await service.person('Ann'), await service.person('Bob')];
  const [hostSocket, socket] = [await host.socket(), await viewer.socket()];
  for (const each of [hostSocket, socket]) await each.ask('room:join', { room });
  await socket.ask('like:send', { room, taps: 3 });
  await hostSocket.ask('chat:mute', { room, account: late.id, seconds: 600 });
  await hostSocket.ask('room:change', { room, heldForReview: true });
  await socket.ask('chat:say', { room, messageId: deps.newId(), text: 'hello' });
  // Everything that a running room keeps is there.
  const kept = [
    'log',
    'seq',
    'checkpoint',
    'viewers',
    'presence',
    'host',
    'likes',
    'mutes',
    'chat:held',
    'gate',
    'door',
  ];
  await expect.poll(async () => Object.keys(await livesOf(room))).toEqual(expect.arrayContaining(kept));

  await endRoom(deps, { kind: 'member', id: host.id, name: 'Host', role: 'member', sessionId: deps.newId() }, room);
  const settling = { now: () => Date.now() + deps.config.SETTLE_SECONDS * 1_000 + 1_000 };
  await sweepRooms({ ...deps, clock: settling });
  expect((await deps.rooms.find(room))!.settledAt).toBeDefined();
  const stay = async () => Object.entries(await livesOf(room)).filter(([, left]) => left < 0);
  expect(await stay()).toEqual([]);
  const lives = await livesOf(room);
  expect(lives['seq']).toBeLessThanOrEqual(roomPolicy.endedLogMs);
  expect(lives['log']).toBeGreaterThan(lives['seq']!);

  // Nor does what comes after the end, of viewers that have not left and of a host who clears up.
  await hostSocket.ask('chat:mute', { room, account: viewer.id, seconds: 600 });
  await deps.presence.seeHost(room, Date.now());
  await deps.presence.report(room, 1);
  // As a tap does that another node sent late.
  await deps.redis.persist(deps.keys.room(room, 'likes'));
  await sweepArchive({ ...deps, clock: { now: () => settling.now() + archivePolicy.closeAfterMs + 1_000 } });
  expect(await stay()).toEqual([]);
});
