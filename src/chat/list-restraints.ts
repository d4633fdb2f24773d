import type { Restraint } from '#src/contract/chat.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireModerator } from './require-moderator.ts';

/** Who may not talk in a room, and who is heard by himself alone, so that it can be lifted. @throws FORBIDDEN NOT_FOUND */
export async function listRestraints(
  deps: Pick<Deps, 'rooms' | 'accounts' | 'chat' | 'clock'>,
  actor: Member,
  roomId: Id,
): Promise<Restraint[]> {
  const { room } = await requireModerator(deps, actor, roomId);
  const [mutes, lasting] = await Promise.all([
    deps.chat.archive.mutes(roomId, new Date(deps.clock.now())),
    deps.chat.restraints.list([roomId, room.channelId]),
  ]);
  const rows: Omit<Restraint, 'name'>[] = [
    ...lasting.map(({ kind, accountId, placeId }) => ({
      kind,
      accountId,
      liftable: true,
      ...(kind === 'ban' && { scope: placeId === roomId ? ('show' as const) : ('channel' as const) }),
    })),
    ...mutes.map(({ accountId, until }) => ({
      kind: 'mute' as const,
      accountId,
      liftable: true,
      until: toInstant(until),
    })),
  ];
  const names = new Map<Id, string>();
  for (const accountId of new Set(rows.map((row) => row.accountId))) {
    names.set(accountId, (await deps.accounts.find(accountId))?.name ?? '?');
  }
  return rows.map((row) => ({ ...row, name: names.get(row.accountId)! }));
}
