import { isFollowing } from '#src/channels/look-up.ts';
import type { BanScope } from '#src/contract/chat.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { hasBought } from '#src/orders/has-bought.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { RoomRights } from '#src/rooms/authorize.ts';
import type { RoomFeed } from '#src/rooms/feed/room-feed.ts';
import type { RoomRecord } from '#src/rooms/record.ts';
import { readReasons } from './read-reasons.ts';
import { needsFollowing, needsPurchase, talkRefusal } from './rules.ts';

/** Whether the room lets this account talk at all; what holds for the account itself comes later. @throws NOT_LIVE SWITCHED_OFF ROOM_MUTED FOLLOWERS_ONLY BUYERS_ONLY */
export async function checkTalk(
  deps: Pick<Deps, 'channels' | 'orders'>,
  { snapshot }: Pick<RoomFeed, 'snapshot'>,
  room: RoomRecord,
  rights: RoomRights,
  accountId: Id,
): Promise<void> {
  const refusal = talkRefusal(snapshot, rights);
  if (refusal) throw new AppError(refusal);
  if (needsFollowing(snapshot, rights) && !(await isFollowing(deps, room.channelId, accountId)))
    throw new AppError('FOLLOWERS_ONLY');
  if (needsPurchase(snapshot, rights) && !(await hasBought(deps, accountId, room.ownerId)))
    throw new AppError('BUYERS_ONLY');
}

type Silence = { mutedUntil: number } | { banned: BanScope };

/** The refusal for somebody who is muted or banned, with the reason he was given. */
export async function silenced(
  deps: Pick<Deps, 'chat' | 'clock'>,
  room: RoomRecord,
  accountId: Id,
  silence: Silence,
): Promise<AppError> {
  const { muteReason, banReason } = await readReasons(deps, room, accountId, silence);
  if ('banned' in silence) {
    const details = { scope: silence.banned, ...(banReason && { reason: banReason }) };
    return new AppError('CHAT_BANNED', { details });
  }
  const details = { until: toInstant(silence.mutedUntil), ...(muteReason && { reason: muteReason }) };
  return new AppError('MUTED', { details });
}
