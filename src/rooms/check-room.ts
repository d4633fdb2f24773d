import type { Id } from '#src/contract/ids.ts';
import type { CheckLine } from '#src/contract/rooms.ts';
import type { ShopView } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { readShelf } from '#src/shelf/read-shelf.ts';
import { mayGoLive } from '#src/shops/look-up.ts';
import { toShopView } from '#src/shops/present.ts';
import { requireStaff } from './authorize.ts';
import { checkLines } from './check-lines.ts';
import type { RoomRecord } from './record.ts';

export type CheckDeps = Pick<Deps, 'rooms' | 'channels' | 'shops' | 'clock' | 'broadcast'> &
  Parameters<typeof readShelf>[0];

/** Would this room be allowed to go live now? Every rule with its mend. @throws FORBIDDEN NOT_FOUND */
export async function checkRoom(
  deps: CheckDeps,
  actor: Member,
  roomId: Id,
): Promise<{ ok: boolean; lines: CheckLine[] }> {
  const lines = await linesOf(deps, await requireStaff(deps, actor, roomId));
  return { ok: lines.every((line) => line.ok), lines };
}

export async function linesOf(deps: CheckDeps, room: RoomRecord): Promise<CheckLine[]> {
  const [channel, onAir, shelf] = await Promise.all([
    deps.channels.find(room.channelId),
    deps.rooms.findOnAir(room.channelId),
    readShelf(deps, room._id),
  ]);
  const shop = channel?.shopId === undefined ? undefined : await deps.shops.find(channel.shopId);
  return checkLines({
    now: deps.clock.now(),
    plan: { startsAt: room.startsAt.getTime(), endsAt: room.endsAt.getTime() },
    onAirRoom: onAir && onAir._id !== room._id ? { id: onAir._id, title: onAir.title } : undefined,
    shop: shop && { id: shop._id, state: shop.state, openTasks: undone(toShopView(shop)) },
    // Without a shop there is no type to ask about, and the missing shop is said by its own line.
    liveEnabled: shop === undefined || (await mayGoLive(deps, room.ownerId, shop.type)),
    shelf,
    mediaReady: deps.broadcast.isReady(),
  });
}

const undone = ({ tasks }: ShopView): string[] => tasks.filter(({ done }) => !done).map(({ task }) => task);
