import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsFrom } from './room-state.arbitrary.ts';
import { RoomWorld } from './room-world.ts';
import type { Fate } from './room-world.ts';

const NODES = 3;
const VIEWERS = 3;
const node = fc.nat(NODES - 1);
const fates = fc.array(fc.constantFrom<Fate>('arrives', 'arrives', 'arrives', 'lost', 'twice', 'late'), {
  minLength: NODES,
  maxLength: NODES,
});
const bodies = eventsFrom(1, 3).map((events) => events.map(({ seq: _seq, ...body }) => body));

/** Everything that can happen to a room and those who watch it. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('say' as const), bodies, fates }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('flush' as const), node, fates }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('late' as const), node }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('beat' as const), node }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reconnect' as const), viewer: fc.nat(VIEWERS - 1), node }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), node }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('trim' as const), keep: fc.constantFrom(1, 3, 10) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('checkpoint' as const), node }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('redis' as const), lost: fc.constantFrom(0, 1, 2, 5, 1_000) }) },
);

async function run(world: RoomWorld, what: typeof step extends fc.Arbitrary<infer S> ? S : never): Promise<void> {
  switch (what.do) {
    case 'say':
      for (const body of what.bodies) world.append(body, what.fates);
      return;
    case 'flush':
      return world.nodes[what.node]!.flush(world.viewers, what.fates);
    case 'late':
      await world.nodes[what.node]!.deliverLate();
      for (const viewer of world.viewers) await viewer.deliverLate();
      return;
    case 'beat':
      return world.nodes[what.node]!.beat();
    case 'reconnect':
      return world.viewers[what.viewer]!.reconnect(world.nodes[what.node]!);
    case 'kill':
      return world.kill(what.node);
    case 'trim':
      return world.trimLog(what.keep);
    case 'checkpoint':
      return world.nodes[what.node]!.saveCheckpoint();
    case 'redis':
      return world.restartRedis(what.lost);
  }
}

test('any interleaving of loss, repeats, reorder, reconnects, trimming, Redis restarts and node deaths ends in the state of the full log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
      const world = new RoomWorld(NODES, VIEWERS);
      await world.start();
      for (const what of steps) await run(world, what);
      await world.heal();
      const state = world.log.reduced();
      for (const { live } of world.nodes) expect(live.snapshot).toEqual(state);
      for (const { client, applied } of world.viewers) {
        expect(client.snapshot).toEqual(state);
        expect(client.seq).toBe(world.log.events.at(-1)!.seq);
        expect(client.waiting).toEqual([]);
        // Once each and in order, whatever came twice or late.
        expect(applied).toEqual([...new Set(applied)].toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 10_000 },
  );
}, 120_000);
