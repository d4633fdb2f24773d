import { AppError } from '#src/contract/errors.ts';
import type { z } from 'zod';
import { ownChannel } from '#src/channels/look-up.ts';
import type { roomSchemas } from '#src/contract/rooms.ts';
import type { Deps } from '#src/deps.ts';
import { requireOwnFiles } from '#src/files/require-own-files.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { RoomRecord } from './record.ts';
import { roomPolicy } from './policy.ts';
import { planProblems, titleProblems } from './rules.ts';
import { warmRoom } from './warm-room.ts';
import type { WarmDeps } from './warm-room.ts';

/** Plans a room on the host's channel. @throws NO_CHANNEL ROOM_RULES (all broken rules at once) NOT_FOUND (cover) */
export async function scheduleRoom(
  deps: WarmDeps & Pick<Deps, 'files' | 'channels' | 'newId'>,
  actor: Member,
  plan: z.output<typeof roomSchemas.schedule>,
): Promise<RoomRecord> {
  const channel = await ownChannel(deps, actor.id);
  const startsAt = new Date(plan.startsAt);
  const endsAt = new Date(plan.endsAt);
  const now = deps.clock.now();
  const rules = [
    ...titleProblems(plan.title),
    ...planProblems({ startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }, now),
  ];
  if (rules.length > 0) throw new AppError('ROOM_RULES', { details: { rules } });
  if (plan.cover) await requireOwnFiles(deps, actor.id, 'picture', [plan.cover]);
  const room: RoomRecord = {
    _id: deps.newId(),
    channelId: channel._id,
    channelName: channel.name,
    ownerId: actor.id,
    title: plan.title,
    ...(plan.cover && { cover: plan.cover }),
    state: 'scheduled',
    startsAt,
    endsAt,
    switches: { ...roomPolicy.defaultSwitches, ...definedOf(plan.switches ?? {}) },
    moderators: [],
    slowModeSeconds: 0,
    mutedAll: false,
    blockedWords: [],
    likes: 0,
    peakViewers: 0,
    createdAt: new Date(now),
  };
  await deps.rooms.insert(room);
  await warmRoom(deps, room._id);
  return room;
}

function definedOf<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}
