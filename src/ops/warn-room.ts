import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireRoom } from '#src/rooms/authorize.ts';
import { isOver } from '#src/rooms/rules.ts';
import { recordAudit } from './record-audit.ts';

/** An operator's words appear in the host's studio. @throws NOT_FOUND ROOM_STATE */
export async function warnRoom(
  deps: Pick<Deps, 'rooms' | 'announce' | 'audit' | 'clock' | 'newId'>,
  actor: Member,
  roomId: Id,
  text: string,
): Promise<void> {
  const room = await requireRoom(deps, roomId);
  if (isOver(room.state)) throw new AppError('ROOM_STATE', { details: { state: room.state } });
  deps.announce.toAccount(room.ownerId, 'room:warned', { room: roomId, text, at: toInstant(deps.clock.now()) });
  await recordAudit(deps, { actor, act: 'room.warn', subject: { type: 'room', id: roomId }, reason: text });
}
