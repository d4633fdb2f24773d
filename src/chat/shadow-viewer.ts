import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from '#src/rooms/audit-step-in.ts';
import type { RestrainDeps } from './mute-viewer.ts';
import { requireAuthorityOver, requireLiftable } from './require-moderator.ts';

/** From now on only the talker sees his lines in this room, and is not told; `on: false` ends it. @throws FORBIDDEN NOT_FOUND */
export async function shadowViewer(
  deps: RestrainDeps,
  actor: Member,
  input: { room: Id; account: Id; on: boolean },
): Promise<void> {
  const { room: placeId, account: accountId, on } = input;
  const { room, rights } = await requireAuthorityOver(deps, actor, placeId, accountId);
  const { restraints } = deps.chat;
  await requireLiftable(deps, room, rights, await restraints.of('shadow', [placeId], accountId));
  if (on) await restraints.put({ kind: 'shadow', placeId, accountId, byId: actor.id, at: new Date(deps.clock.now()) });
  else await restraints.remove('shadow', placeId, accountId);
  await deps.chat.setShadow(placeId, accountId, on);
  await auditStepIn(deps, actor, rights, 'chat.shadow', placeId, { account: accountId, on });
}
