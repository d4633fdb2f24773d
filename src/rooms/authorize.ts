import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor, Member } from '#src/platform/edge/types.ts';
import type { RoomRecord } from './record.ts';

/** What an actor is in a room; told to nobody else. */
export type RoomRole = 'guest' | 'viewer' | 'moderator' | 'host' | 'operator';

type ModeratorPermission = RoomRecord['moderators'][number]['permissions'][number];

export interface RoomRights {
  role: RoomRole;
  permissions: readonly ModeratorPermission[];
  isHost: boolean;
  isOperator: boolean;
  /** Remove messages, mute, slow mode, blocked words. */
  canModerateChat: boolean;
  /** Add, remove, sort, pin and unpin items. */
  canManageShelf: boolean;
}

type RoomPeople = Pick<RoomRecord, 'ownerId' | 'moderators'>;

type Who = Actor | Pick<Member, 'kind' | 'id' | 'role'>;

/** Rights follow from the room's people alone; pure. */
export function roomRights(room: RoomPeople, actor: Who): RoomRights {
  if (actor.kind === 'guest') return rights('guest', []);
  if (room.ownerId === actor.id) return { ...rights('host', ['chat', 'shelf']), isOperator: actor.role === 'operator' };
  if (actor.role === 'operator') return rights('operator', ['chat']);
  const moderator = room.moderators.find((each) => each.accountId === actor.id);
  return moderator ? rights('moderator', moderator.permissions) : rights('viewer', []);
}

function rights(role: RoomRole, permissions: readonly ModeratorPermission[]): RoomRights {
  return {
    role,
    permissions,
    isHost: role === 'host',
    isOperator: role === 'operator',
    canModerateChat: permissions.includes('chat'),
    canManageShelf: permissions.includes('shelf'),
  };
}

/** @throws NOT_FOUND */
export async function requireRoom(deps: Pick<Deps, 'rooms'>, roomId: Id): Promise<RoomRecord> {
  const room = await deps.rooms.find(roomId);
  if (!room) throw new AppError('NOT_FOUND', { details: { room: roomId } });
  return room;
}

/** The room, for its host alone. @throws NOT_FOUND FORBIDDEN */
export async function requireHost(deps: Pick<Deps, 'rooms'>, actor: Actor, roomId: Id): Promise<RoomRecord> {
  const room = await requireRoom(deps, roomId);
  if (!roomRights(room, actor).isHost) throw new AppError('FORBIDDEN');
  return room;
}

/** The room, for its host, its moderators and operators. @throws NOT_FOUND FORBIDDEN */
export async function requireStaff(deps: Pick<Deps, 'rooms'>, actor: Actor, roomId: Id): Promise<RoomRecord> {
  const room = await requireRoom(deps, roomId);
  if (!isStaff(roomRights(room, actor))) throw new AppError('FORBIDDEN');
  return room;
}

export function isStaff({ role }: RoomRights): boolean {
  return role === 'host' || role === 'moderator' || role === 'operator';
}
