import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEvent } from '#src/contract/room-state.ts';
import type { RoomEventBody, RoomSnapshot } from '#src/contract/room-events.ts';
import { cutConnections } from '../support/redis-nodes.ts';
import { redisPath, startRedisServer } from '../support/redis-server.ts';
import type { RedisServer } from '../support/redis-server.ts';
import { insertRoom, watch } from '../support/rooms.ts';
import type { Viewer } from '../support/rooms.ts';
import { newNamespace, startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

const NODES = 3;
const VIEWERS = 3;
/** What `npm run test:unit` does 10,000 times with a model is done a few times with the real things. */
const RUNS = Number(process.env['ROOM_RUNS'] ?? 3);

const node = fc.nat(NODES - 1);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('say' as const), node, lines: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reconnect' as const), viewer: fc.nat(VIEWERS - 1), node }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), node }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('redis' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), node }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface World {
  redis: RedisServer;
  nodes: Service[];
  viewers: Viewer[];
  at: number[];
  room: string;
  startNode(index: number): Promise<Service>;
}

function line(service: Service, text: string): RoomEventBody {
  const message = { messageId: service.deps.newId(), authorId: service.deps.newId(), name: 'Ann', text };
  return { kind: 'chat.said', message: { ...message, role: 'host', at: new Date().toISOString() } };
}

async function reconnect(world: World, viewer: number, to: number): Promise<void> {
  world.at[viewer] = to;
  world.viewers[viewer]!.cut();
  await world.viewers[viewer]!.reconnect(await world.nodes[to]!.socket());
}

async function run(world: World, what: Step): Promise<void> {
  const { nodes, redis, room } = world;
  switch (what.do) {
    case 'say': {
      const { deps } = nodes[what.node]!;
      for (let count = 0; count < what.lines; count += 1)
        await deps.roomLog.append(room, line(nodes[what.node]!, `${count}`));
      return;
    }
    case 'reconnect':
      return reconnect(world, what.viewer, what.node);
    case 'cut':
      return cutConnections(nodes[what.node]!.deps.redis, `sc-feeds-node-${what.node}`);
    case 'redis':
      await redis.kill();
      return redis.start();
    case 'kill': {
      const dead = nodes[what.node]!;
      nodes[what.node] = await world.startNode(what.node);
      const lost = world.at.flatMap((at, viewer) => (at === what.node ? [viewer] : []));
      for (const viewer of lost) await reconnect(world, viewer, (what.node + 1) % NODES);
      return dead.close();
    }
  }
}

async function openWorld(): Promise<World> {
  const redis = await startRedisServer();
  const namespace = newNamespace();
  const startNode = (index: number) =>
    startService({
      namespace,
      env: { REDIS_URL: redis.url, NODE_ID: `node-${index}`, LOG_LEVEL: 'silent', TEST_LOG_LEVEL: 'silent' },
    });
  const nodes = await Promise.all(Array.from({ length: NODES }, (_, index) => startNode(index)));
  const { _id: room } = await insertRoom(nodes[0]!);
  const viewers = await Promise.all(
    Array.from({ length: VIEWERS }, async (_, index) => watch(await nodes[index]!.socket(), room)),
  );
  return { redis, nodes, viewers, at: viewers.map((_, index) => index), room, startNode };
}

async function settle({ nodes, viewers, room }: World): Promise<void> {
  const { roomLog } = nodes[0]!.deps;
  // Everybody has left the numbers of the viewers alone for two looks: nothing is on its way any more.
  for (let quiet = 0; quiet < 2;) {
    const last = await roomLog.lastSeq(room);
    await sleep(300);
    quiet = viewers.every(({ client }) => client.seq === last) ? quiet + 1 : 0;
  }
}

describe.skipIf(!redisPath)('a room on three nodes', () => {
  test(
    'ends in the state of its log whatever happens to Redis, nodes and connections',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 16, size: 'max' }), async (steps) => {
          const world = await openWorld();
          try {
            for (const what of steps) await run(world, what);
            await world.nodes[0]!.deps.roomLog.append(world.room, line(world.nodes[0]!, 'the end'));
            await settle(world);
            const { events } = await world.nodes[0]!.deps.roomLog.read(world.room, 0);
            const state = events.reduce(applyEvent, undefined as unknown as RoomSnapshot);
            for (const { client, applied } of world.viewers) {
              expect(client.snapshot.chat).toEqual(state.chat);
              expect(client.snapshot).toEqual(state);
              expect(applied).toEqual([...new Set(applied)].toSorted((a, b) => a - b));
            }
          } finally {
            await Promise.all(world.nodes.map((each) => each.close()));
            await world.redis.close();
          }
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    },
    RUNS * 60_000,
  );
});
