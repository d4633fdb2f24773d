import type { BanScope } from '#src/contract/chat.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { RoomRecord } from '#src/rooms/record.ts';

/** Why somebody may not talk, as it was told to him; asks MongoDB only for those who are silenced. */
export async function readReasons(
  deps: Pick<Deps, 'chat' | 'clock'>,
  room: Pick<RoomRecord, '_id' | 'channelId'>,
  accountId: Id,
  { mutedUntil = 0, banned }: { mutedUntil?: number; banned?: BanScope },
): Promise<{ muteReason?: string; banReason?: string }> {
  const now = deps.clock.now();
  const place = banned === 'channel' ? room.channelId : room._id;
  const [mute, bans] = await Promise.all([
    mutedUntil > now ? deps.chat.archive.muteOf(room._id, accountId, new Date(now)) : undefined,
    banned ? deps.chat.restraints.of('ban', [place], accountId) : [],
  ]);
  const [muteReason, banReason] = [mute?.reason, bans[0]?.reason];
  return { ...(muteReason && { muteReason }), ...(banReason && { banReason }) };
}
