import type { Deps } from '#src/deps.ts';
import type { RoomRecord } from '#src/rooms/record.ts';

/** Tells host and chat moderators that the lines waiting for them changed. */
export function tellModerators(deps: Pick<Deps, 'announce'>, room: RoomRecord): void {
  const moderators = room.moderators.filter(({ permissions }) => permissions.includes('chat'));
  for (const accountId of [room.ownerId, ...moderators.map((each) => each.accountId)]) {
    deps.announce.toAccount(accountId, 'chat:held-changed', { room: room._id });
  }
}
