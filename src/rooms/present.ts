import { channelCards } from '#src/channels/look-up.ts';
import type { RoomCard, RoomView } from '#src/contract/rooms.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { RoomRecord } from './record.ts';

export type PresentDeps = Pick<Deps, 'presence' | 'clock' | 'channels'>;

/** What a card shows beside the record. */
interface CardFacts {
  viewers: number;
  followers: number;
}

/** Cards in the order of the records. */
export async function presentCards(deps: PresentDeps, rooms: readonly RoomRecord[]): Promise<RoomCard[]> {
  const channels = await channelCards(
    deps,
    rooms.map((room) => room.channelId),
  );
  return Promise.all(
    rooms.map(async (room) => {
      const { viewers } = await deps.presence.count(room._id);
      return toRoomCard(room, { viewers, followers: channels.get(room.channelId)?.followers ?? 0 });
    }),
  );
}

export async function presentRoom(deps: PresentDeps, room: RoomRecord): Promise<RoomView> {
  const [channel, { viewers }] = await Promise.all([deps.channels.find(room.channelId), deps.presence.count(room._id)]);
  const view = toRoomView(room, { viewers, followers: channel?.followers ?? 0 });
  return channel?.shopId === undefined ? view : { ...view, shopId: channel.shopId };
}

function toRoomCard(room: RoomRecord, { viewers, followers }: CardFacts): RoomCard {
  return {
    id: room._id,
    title: room.title,
    state: room.state,
    channel: { id: room.channelId, name: room.channelName, followers },
    ...(room.cover && { cover: room.cover }),
    startsAt: toInstant(room.startsAt),
    ...(room.startedAt && { startedAt: toInstant(room.startedAt) }),
    ...(room.endedAt && { endedAt: toInstant(room.endedAt) }),
    viewers,
  };
}

function toRoomView(room: RoomRecord, facts: CardFacts): RoomView {
  return {
    ...toRoomCard(room, facts),
    ownerId: room.ownerId,
    endsAt: toInstant(room.endsAt),
    switches: room.switches,
    moderators: room.moderators.map(({ accountId, name, permissions }) => ({ accountId, name, permissions })),
    slowModeSeconds: room.slowModeSeconds,
    mutedAll: room.mutedAll,
    followersOnly: room.followersOnly ?? false,
    buyersOnly: room.buyersOnly ?? false,
    heldForReview: room.heldForReview ?? false,
    notice: room.notice ?? '',
    blockedWords: room.blockedWords,
    ...(room.closedReason !== undefined && { closedReason: room.closedReason }),
  };
}
