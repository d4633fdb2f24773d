import type { Restraint } from '#src/contract/chat.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { isLiftable, requireModerator } from './require-moderator.ts';

/** Who may not talk in a room, and who is heard by himself alone, so that it can be lifted. @throws FORBIDDEN NOT_FOUND */
export async function listRestraints(
  deps: Pick<Deps, 'rooms' | 'accounts' | 'chat' | 'clock'>,
  actor: Member,
  roomId: Id,
): Promise<Restraint[]> {
  const { room, rights } = await requireModerator(deps, actor, roomId);
  const [mutes, lasting] = await Promise.all([
    deps.chat.archive.mutes(roomId, new Date(deps.clock.now())),
    deps.chat.restraints.list([roomId, room.channelId]),
  ]);
  const rows: Pick<Restraint, 'kind' | 'scope' | 'until'>[] = [
    ...lasting.map(({ kind, placeId }) => ({
      kind,
      ...(kind === 'ban' && { scope: placeId === roomId ? ('show' as const) : ('channel' as const) }),
    })),
    ...mutes.map(({ until }) => ({ kind: 'mute' as const, until: toInstant(until) })),
  ];
  const records = [...lasting, ...mutes];
  const [names, liftable] = [new Map<Id, string>(), new Map<Id, boolean>()];
  for (const id of new Set(records.map(({ accountId }) => accountId))) {
    names.set(id, (await deps.accounts.find(id))?.name ?? '?');
  }
  for (const id of new Set(records.map(({ byId }) => byId))) liftable.set(id, await isLiftable(deps, room, rights, id));
  return records.map(({ accountId, byId, reason }, index) => ({
    ...rows[index]!,
    accountId,
    name: names.get(accountId)!,
    ...(reason && { reason }),
    liftable: liftable.get(byId)!,
  }));
}
