import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { requireRoom } from './authorize.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { buildSnapshot } from './build-snapshot.ts';
import type { SnapshotDeps } from './build-snapshot.ts';
import { expireRoom } from './expire-room.ts';
import type { RoomRecord } from './record.ts';
import { isOver } from './rules.ts';

export type WarmDeps = SnapshotDeps &
  Parameters<typeof warmGate>[0] &
  Pick<Deps, 'rooms' | 'roomLog' | 'redis' | 'keys' | 'log'>;

/** Rebuildings under way, per process: thousands of callers may find a room lost in the same moment. */
const underWay = new WeakMap<object, Map<Id, Promise<void>>>();

/** Opens a room's log if it is not open: for a new room, or rebuilt from MongoDB after Redis lost it. @throws NOT_FOUND */
export function warmRoom(deps: WarmDeps, roomId: Id): Promise<void> {
  const all = underWay.get(deps.roomLog) ?? new Map<Id, Promise<void>>();
  underWay.set(deps.roomLog, all);
  let warming = all.get(roomId);
  if (!warming) {
    warming = openLog(deps, roomId).finally(() => all.delete(roomId));
    all.set(roomId, warming);
  }
  return warming;
}

async function openLog(deps: WarmDeps, roomId: Id): Promise<void> {
  if ((await deps.roomLog.lastSeq(roomId)) !== undefined) return;
  const room = await requireRoom(deps, roomId);
  await restore(deps, room);
  const first = deps.clock.now();
  const opened = await deps.roomLog.open(roomId, await buildSnapshot(deps, room, first + 1), first);
  if (opened) deps.log.info({ roomId, state: room.state }, 'room log opened');
  if (isOver(room.state)) {
    await expireRoom(deps, roomId);
    return;
  }
  await deps.redis.sadd(deps.keys.global('rooms', 'active'), roomId);
  // Opened after the log, so that every sale is heard of. A purchase warms the gate too, so a failure here only delays.
  await warmGate(deps, roomId).catch((error: unknown) => {
    deps.log.warn({ err: error as Error, roomId }, 'warming the gate failed');
  });
}

/** Puts back what is needed beside the log; none of it overwrites what is there. */
async function restore(deps: WarmDeps, room: RoomRecord): Promise<void> {
  const [mutes, lasting] = await Promise.all([
    deps.chat.archive.mutes(room._id, new Date(deps.clock.now())),
    deps.chat.restraints.list([room._id, room.channelId]),
  ]);
  await Promise.all([
    deps.likes.restore(room._id, room.likes),
    deps.presence.restore(room._id, room.peakViewers),
    ...mutes.map((mute) => deps.chat.setMute(room._id, mute.accountId, mute.until.getTime())),
    ...lasting.map(({ kind, placeId, accountId }) =>
      kind === 'shadow'
        ? deps.chat.setShadow(room._id, accountId, true)
        : deps.chat.setBan(room._id, accountId, placeId === room._id ? 'show' : 'channel', true),
    ),
  ]);
}

/** Redis came back without its last moments: moves the log above a number that viewers have seen, with the state as it is now. */
export async function liftRoomAbove(deps: WarmDeps, roomId: Id, seq: number): Promise<void> {
  const room = await requireRoom(deps, roomId);
  const first = Math.max(deps.clock.now(), seq + 1);
  const moved = await deps.roomLog.reopen(roomId, await buildSnapshot(deps, room, first + 1), first, seq);
  if (moved) deps.log.warn({ roomId, seq }, 'room log had lost its end; moved above it');
}
