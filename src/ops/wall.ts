import type { WallRoom } from '#src/contract/ops.ts';
import type { Deps } from '#src/deps.ts';
import { alarmsOf } from '#src/rooms/alarms.ts';
import { presentCards } from '#src/rooms/present.ts';
import type { PresentDeps } from '#src/rooms/present.ts';
import { statsOf } from '#src/rooms/room-stats.ts';
import type { StatsDeps } from '#src/rooms/room-stats.ts';

/** Every room on air with its numbers, rooms with alarms first. Following them keeps the answer in memory while somebody looks. */
export async function readWall(deps: PresentDeps & StatsDeps & Pick<Deps, 'feeds'>): Promise<WallRoom[]> {
  const rooms = await deps.rooms.listOnAir();
  const cards = await presentCards(deps, rooms);
  const wall = await Promise.all(
    rooms.map(async (room, index): Promise<WallRoom> => {
      const [{ snapshot }, stats] = await Promise.all([deps.feeds.open(room._id), statsOf(deps, room)]);
      return { room: cards[index]!, stats, stage: snapshot.stage, alarms: alarmsOf(snapshot, stats) };
    }),
  );
  return wall.toSorted((a, b) => b.alarms.length - a.alarms.length || b.stats.viewers - a.stats.viewers);
}
