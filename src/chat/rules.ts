import type { BanScope } from '#src/contract/chat.ts';
import type { ErrorCode } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ChatMessage, RoomSnapshot } from '#src/contract/room-events.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';

type RoomTalk = Pick<
  RoomSnapshot,
  'state' | 'switches' | 'mutedAll' | 'slowModeSeconds' | 'followersOnly' | 'buyersOnly' | 'heldForReview'
>;

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

/** Whether it must be looked up if the talker has bought from the host. */
export function needsPurchase(room: RoomTalk, rights: RoomRights): boolean {
  return room.buyersOnly === true && !isExempt(rights);
}

/** Whether a line waits for a moderator before others see it. */
export function isHeld(room: RoomTalk, rights: RoomRights): boolean {
  return room.heldForReview === true && !isExempt(rights);
}

/**
 * Whether a message id was made about now, by the time inside it. Ids are remembered for longer than they are timely, so one
 * that was used can never be used again, and a later line cannot pass for it.
 */
export function isTimely(messageId: Id, now: number, offMs: number): boolean {
  const madeAt = Number.parseInt(messageId.slice(0, 8) + messageId.slice(9, 13), 16);
  return Math.abs(now - madeAt) <= offMs;
}

/** A line as another line quotes it: one row, shortened at a whole character. */
export function quoteOf({ messageId, name, text }: ChatMessage, length: number): NonNullable<ChatMessage['replyTo']> {
  const letters = Array.from(text.replaceAll(/\s+/g, ' '));
  return {
    messageId,
    name,
    text: letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : letters.join(''),
  };
}

/** Whether somebody may mark a line so; talkers mark their own as a question, the rest is for moderators. */
export function mayMark(
  rights: RoomRights,
  isOwn: boolean,
  mark: ChatMessage['mark'] | null,
  now: ChatMessage['mark'],
): boolean {
  return rights.canModerateChat || (isOwn && mark !== 'answered' && now !== 'answered');
}

/** A room's chat as one talker sees it: with his own lines that nobody else sees, in the order of their times. */
export function withOwnLines(chat: readonly ChatMessage[], own: readonly ChatMessage[], limit: number): ChatMessage[] {
  const known = new Set(chat.map(({ messageId }) => messageId));
  const more = own.filter(({ messageId }) => !known.has(messageId));
  if (more.length === 0) return [...chat];
  return [...chat, ...more].toSorted((a, b) => a.at.localeCompare(b.at)).slice(-limit);
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

/** Whether somebody may take a line away; those of host and operators are theirs to remove. `role` of a line that is known. */
export function mayRemove(rights: RoomRights, isOwn: boolean, role: ChatMessage['role'] | undefined): boolean {
  if (isOwn || rights.isHost || rights.isOperator) return true;
  return rights.canModerateChat && (role === 'viewer' || role === 'moderator');
}

/** Moderators ban from the show they moderate. */
export function mayBan({ isHost, isOperator }: RoomRights, scope: BanScope): boolean {
  return scope === 'show' || isHost || isOperator;
}

/** Whether somebody may lift or change what another placed: it takes as much authority. */
export function mayLift(by: RoomRights, placedBy: RoomRights): boolean {
  return authority(by) >= authority(placedBy);
}

function authority({ isOperator, isHost, canModerateChat }: RoomRights): number {
  if (isOperator) return 3;
  if (isHost) return 2;
  return canModerateChat ? 1 : 0;
}

/** Moderators cannot silence those who hold the same or more authority. */
export function mayMute(by: RoomRights, whom: RoomRights): boolean {
  if (!by.canModerateChat || whom.isHost || whom.isOperator) return false;
  return whom.role !== 'moderator' || by.isHost || by.isOperator;
}
