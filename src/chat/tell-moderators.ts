import type { Deps } from '#src/deps.ts';
import type { RoomRecord } from '#src/rooms/record.ts';

/** Tells host and chat moderators that the lines waiting for them changed: soon, and once for many changes. */
export function tellModerators(deps: Pick<Deps, 'announce' | 'chat' | 'log'>, room: RoomRecord): void {
  const moderators = room.moderators.filter(({ permissions }) => permissions.includes('chat'));
  const everybody = [room.ownerId, ...moderators.map((each) => each.accountId)];
  const tell = () => {
    for (const accountId of everybody) deps.announce.toAccount(accountId, 'chat:held-changed', { room: room._id });
  };
  deps.chat.tellOnce(room._id, tell).catch((error: unknown) => {
    deps.log.warn({ err: error as Error, roomId: room._id }, 'chat: moderators were told without asking Redis');
  });
}
