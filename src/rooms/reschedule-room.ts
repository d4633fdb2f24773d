import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireHost } from './authorize.ts';
import { logFacts } from './log-facts.ts';
import type { RoomRecord } from './record.ts';
import { planProblems } from './rules.ts';
import type { WarmDeps } from './warm-room.ts';

/** Moves a room that has not started. @throws FORBIDDEN ROOM_RULES ROOM_STATE NOT_FOUND */
export async function rescheduleRoom(
  deps: WarmDeps,
  actor: Member,
  roomId: Id,
  plan: { startsAt: string; endsAt: string },
): Promise<RoomRecord> {
  const room = await requireHost(deps, actor, roomId);
  const startsAt = new Date(plan.startsAt);
  const endsAt = new Date(plan.endsAt);
  const rules = planProblems({ startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }, deps.clock.now());
  if (rules.length > 0) throw new AppError('ROOM_RULES', { details: { rules } });
  if (!(await deps.rooms.replan(roomId, { startsAt, endsAt }))) {
    throw new AppError('ROOM_STATE', { details: { state: room.state } });
  }
  return logFacts(deps, roomId);
}
