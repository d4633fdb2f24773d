import { notify } from '#src/accounts/notify.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { requireRoom } from '#src/rooms/authorize.ts';
import { finishRoom } from '#src/rooms/finish-room.ts';
import type { FinishDeps } from '#src/rooms/finish-room.ts';
import { recordAudit } from './record-audit.ts';

export type CloseDeps = FinishDeps & Pick<Deps, 'notifications' | 'announce' | 'audit' | 'newId'>;

/** An operator closes a room for good; viewers see the reason, the host is told. A repeat changes nothing. @throws NOT_FOUND ROOM_STATE */
export async function closeRoom(deps: CloseDeps, actor: Member, roomId: Id, reason: string): Promise<void> {
  const closed = await finishRoom(deps, roomId, { state: 'closed', reason });
  const room = await requireRoom(deps, roomId);
  if (room.state !== 'closed') throw new AppError('ROOM_STATE', { details: { state: room.state } });
  const subject = { type: 'room', id: roomId } as const;
  await notify(deps, { account: room.ownerId, kind: 'room_closed', subject, text: room.closedReason ?? reason });
  if (closed) await recordAudit(deps, { actor, act: 'room.close', subject, reason, details: { title: room.title } });
}

/** Closes whatever an account has on air or planned; what was over stays as it was. */
export async function closeRoomsOf(deps: CloseDeps, actor: Member, ownerId: Id, reason: string): Promise<void> {
  for (const room of await deps.rooms.listOpenOf(ownerId)) await closeRoom(deps, actor, room._id, reason);
}
