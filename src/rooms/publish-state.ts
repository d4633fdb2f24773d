import type { Id } from '#src/contract/ids.ts';
import type { RoomStateName } from '#src/contract/rooms.ts';
import { setSelling } from '#src/stock/set-selling.ts';
import { requireRoom } from './authorize.ts';
import { logFacts } from './log-facts.ts';
import type { RoomRecord } from './record.ts';
import type { WarmDeps } from './warm-room.ts';

export type PublishDeps = WarmDeps & Parameters<typeof setSelling>[0];

/**
 * Brings gate and log in line with the room's state in MongoDB. Safe to repeat: whoever changes the state calls it, and a
 * sweep calls it again for rooms where that was cut short.
 */
export async function publishState(deps: PublishDeps, roomId: Id): Promise<RoomRecord> {
  const room = await requireRoom(deps, roomId);
  // The gate first: nothing may be sold any more when viewers hear of the end.
  await setSelling(deps, roomId, sellingOf[room.state]);
  return logFacts(deps, roomId);
}

const sellingOf = {
  scheduled: 'closed',
  live: 'open',
  paused: 'paused',
  ended: 'closed',
  closed: 'closed',
} as const satisfies Record<RoomStateName, string>;
