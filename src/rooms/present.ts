import type { RoomCard, RoomView } from '#src/contract/rooms.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { RoomRecord } from './model.ts';

type PresentDeps = Pick<Deps, 'presence' | 'clock'>;

/** What a card shows beside the record. */
interface CardFacts {
  viewers: number;
  followers: number;
}

export async function presentCards(deps: PresentDeps, rooms: readonly RoomRecord[]): Promise<RoomCard[]> {
  return Promise.all(rooms.map(async (room) => toRoomCard(room, await cardFacts(deps, room))));
}

export async function presentRoom(deps: PresentDeps, room: RoomRecord): Promise<RoomView> {
  return toRoomView(room, await cardFacts(deps, room));
}

async function cardFacts(deps: PresentDeps, room: RoomRecord): Promise<CardFacts> {
  const { viewers } = await deps.presence.count(room._id, deps.clock.now());
  return { viewers, followers: 0 };
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
    blockedWords: room.blockedWords,
    ...(room.closedReason !== undefined && { closedReason: room.closedReason }),
  };
}
