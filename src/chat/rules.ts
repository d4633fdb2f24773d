import type { ErrorCode } from '#src/contract/errors.ts';
import type { ChatMessage, RoomSnapshot } from '#src/contract/rooms.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';

type RoomTalk = Pick<RoomSnapshot, 'state' | 'switches' | 'mutedAll' | 'slowModeSeconds' | 'followersOnly'>;

/** Why nobody like this may talk in the room now; undefined when talking is open. Personal mutes and slow mode come later. */
export function talkRefusal(room: RoomTalk, rights: RoomRights): ErrorCode | undefined {
  if (room.state !== 'live' && room.state !== 'paused') return 'NOT_LIVE';
  if (isExempt(rights)) return undefined;
  if (!room.switches.comments) return 'SWITCHED_OFF';
  return room.mutedAll ? 'ROOM_MUTED' : undefined;
}

/** Whether it must be looked up if the talker follows the channel. */
export function needsFollowing(room: RoomTalk, rights: RoomRights): boolean {
  return room.followersOnly === true && !isExempt(rights);
}

/** Host, chat moderators and operators talk through mutes and slow mode. */
export function isExempt(rights: RoomRights): boolean {
  return rights.canModerateChat;
}

/** Milliseconds between two messages of one author; 0 = no limit. */
export function slowModeMs(room: RoomTalk, rights: RoomRights): number {
  return isExempt(rights) ? 0 : room.slowModeSeconds * 1000;
}

/** How a line is marked. A shelf-only moderator is shown as moderator too. */
export function chatRole(rights: RoomRights): ChatMessage['role'] {
  return rights.role === 'guest' ? 'viewer' : rights.role;
}

/** Moderators cannot silence those who hold the same or more authority. */
export function mayMute(by: RoomRights, whom: RoomRights): boolean {
  if (!by.canModerateChat || whom.isHost || whom.isOperator) return false;
  return whom.role !== 'moderator' || by.isHost || by.isOperator;
}
