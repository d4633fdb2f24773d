import type { Id } from '#src/contract/ids.ts';
import { createBatches, fulfilled, rejected } from './batches.ts';

/**
 * Asks for many things at once what is asked for one by one; those of a room go together, since a room's keys share a slot.
 * `run` answers in the order of the items; when it throws, those of that room fail and those of other rooms do not.
 */
export function createRoomBatches<T, R>(
  run: (room: Id, items: T[]) => Promise<readonly R[]>,
  max: number,
): (room: Id, item: T) => Promise<R> {
  const ask = createBatches<{ room: Id; item: T }, R>(async (asked) => {
    const outcomes: PromiseSettledResult<R>[] = [];
    const rooms = Map.groupBy(asked.keys(), (index) => asked[index]!.room);
    const runs = Array.from(rooms, async ([room, indexes]) => {
      const settled = await settle(
        run,
        room,
        indexes.map((index) => asked[index]!.item),
      );
      indexes.forEach((index, place) => (outcomes[index] = settled[place]!));
    });
    await Promise.all(runs);
    return outcomes;
  }, max);
  return (room, item) => ask({ room, item });
}

async function settle<T, R>(
  run: (room: Id, items: T[]) => Promise<readonly R[]>,
  room: Id,
  items: T[],
): Promise<PromiseSettledResult<R>[]> {
  try {
    return (await run(room, items)).map(fulfilled);
  } catch (error) {
    return items.map(() => rejected(error));
  }
}
