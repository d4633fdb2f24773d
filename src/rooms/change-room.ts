import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { requireOwnFiles } from '#src/files/require-own-files.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { auditStepIn } from './audit-step-in.ts';
import { requireRoom, roomRights } from './authorize.ts';
import { logFacts } from './log-facts.ts';
import type { RoomFacts, RoomRecord } from './record.ts';
import { chatFacts, titleProblems } from './rules.ts';
import type { WarmDeps } from './warm-room.ts';

/** Changes a room before or during its show. Chat moderators may change how the chat runs. @throws FORBIDDEN ROOM_RULES ROOM_STATE NOT_FOUND */
export async function changeRoom(
  deps: WarmDeps & Pick<Deps, 'files' | 'audit'>,
  actor: Member,
  roomId: Id,
  facts: RoomFacts,
): Promise<RoomRecord> {
  const room = await requireRoom(deps, roomId);
  const rights = roomRights(room, actor);
  const chatOnly = Object.keys(facts).every((name) => chatFacts.has(name));
  if (!rights.isHost && !rights.isOperator && !(chatOnly && rights.canModerateChat)) throw new AppError('FORBIDDEN');
  const problems = facts.title === undefined ? [] : titleProblems(facts.title);
  if (problems.length > 0) throw new AppError('ROOM_RULES', { details: { rules: problems } });
  if (facts.cover !== undefined) await requireOwnFiles(deps, room.ownerId, 'picture', [facts.cover]);
  if (Object.keys(facts).length === 0) return room;
  if (!(await deps.rooms.changeFacts(roomId, facts)))
    throw new AppError('ROOM_STATE', { details: { state: room.state } });
  await auditStepIn(deps, actor, rights, 'room.change', roomId, facts);
  return logFacts(deps, roomId);
}
