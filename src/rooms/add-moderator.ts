import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireHost } from './authorize.ts';
import { logFacts } from './log-facts.ts';
import type { ModeratorRecord, RoomRecord } from './record.ts';
import { roomPolicy } from './policy.ts';
import type { WarmDeps } from './warm-room.ts';

/** Makes an account, found by its e-mail, a moderator, or replaces its permissions. @throws FORBIDDEN NOT_FOUND CONFLICT */
export async function addModerator(
  deps: WarmDeps & Pick<Deps, 'accounts'>,
  actor: Member,
  roomId: Id,
  input: { email: string; permissions: ModeratorRecord['permissions'] },
): Promise<RoomRecord> {
  const room = await requireHost(deps, actor, roomId);
  const account = await deps.accounts.findByEmail(input.email);
  if (!account || account.bannedAt) throw new AppError('NOT_FOUND', { details: { email: input.email } });
  if (account._id === room.ownerId) throw new AppError('CONFLICT', { details: { host: true } });
  const moderator = { accountId: account._id, name: account.name, permissions: [...new Set(input.permissions)] };
  if (!(await deps.rooms.putModerator(roomId, moderator, roomPolicy.moderatorsMax))) {
    throw new AppError('CONFLICT', { details: { moderatorsMax: roomPolicy.moderatorsMax } });
  }
  // Nothing of it is visible to viewers; the event makes all nodes read the room's people again.
  return logFacts(deps, roomId);
}
