import type { mediaCommands } from '#src/contract/media.ts';
import type { ErrorCode } from '#src/contract/errors.ts';
import type { RoomStateName } from '#src/contract/rooms.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';

export type MediaCommand = keyof typeof mediaCommands;

/** Commands of the sending side, which is the host's alone. */
export const publishing: ReadonlySet<MediaCommand> = new Set([
  'media:publish-open',
  'media:publish-connect',
  'media:produce',
  'media:produce-close',
  'media:produce-pause',
  'media:publish-stats',
]);

/** Why this actor may not use media in the room now; pure. The host may publish before the show, viewers watch while it is on. */
export function mediaRefusal(command: MediaCommand, state: RoomStateName, rights: RoomRights): ErrorCode | undefined {
  if (publishing.has(command) && !rights.isHost) return 'FORBIDDEN';
  if (state === 'ended' || state === 'closed') return 'NOT_LIVE';
  const mayPreview = rights.isHost || rights.isOperator || rights.role === 'moderator';
  return state === 'scheduled' && !mayPreview ? 'NOT_LIVE' : undefined;
}

/** How long a session outlives the connection that opened it, in milliseconds: a page comes back within this, and its video never stopped. */
export const graceMs = { publisher: 30_000, viewer: 20_000 } as const;

/** A session belongs to the account that opened it; its id is known to nobody else, so a guest is recognised by it. */
export function ownsSession(
  session: { accountId?: string | undefined },
  caller: { accountId?: string | undefined },
): boolean {
  return session.accountId === undefined || session.accountId === caller.accountId;
}
