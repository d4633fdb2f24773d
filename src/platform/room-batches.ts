import type { Id } from '#src/contract/ids.ts';
import { createBatches, fulfilled, rejected } from './batches.ts';

/**
 * Asks for many ids at once what is asked for one by one; the ids of a room go together, since a room's keys share a slot.
 * `run` answers in the order of the ids; when it throws, the ids of that room fail and those of other rooms do not.
 */
export function createRoomBatches<R>(
  run: (room: Id, ids: Id[]) => Promise<readonly R[]>,
  max: number,
): (room: Id, id: Id) => Promise<R> {
  const ask = createBatches<{ room: Id; id: Id }, R>(async (asked) => {
    const outcomes: PromiseSettledResult<R>[] = [];
    const rooms = Map.groupBy(asked.keys(), (index) => asked[index]!.room);
    const runs = Array.from(rooms, async ([room, indexes]) => {
      const settled = await settle(
        run,
        room,
        indexes.map((index) => asked[index]!.id),
      );
      indexes.forEach((index, place) => (outcomes[index] = settled[place]!));
    });
    await Promise.all(runs);
    return outcomes;
  }, max);
  return (room, id) => ask({ room, id });
}

async function settle<R>(
  run: (room: Id, ids: Id[]) => Promise<readonly R[]>,
  room: Id,
  ids: Id[],
): Promise<PromiseSettledResult<R>[]> {
  try {
    return (await run(room, ids)).map(fulfilled);
  } catch (error) {
    return ids.map(() => rejected(error));
  }
}
