import { Schema } from 'mongoose';
import type { Id, Page } from '#src/contract/ids.ts';
import type { RoomStateName } from '#src/contract/rooms.ts';
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import type { ModeratorRecord, RoomFacts, RoomRecord } from './record.ts';

export type RoomListKind = 'live' | 'upcoming' | 'ended';

export interface RoomStore {
  insert(room: RoomRecord): Promise<void>;
  find(id: Id): Promise<RoomRecord | undefined>;
  /** Newest first, except upcoming rooms: the next one first. */
  list(kind: RoomListKind, page: Page, now: Date): Promise<RoomRecord[]>;
  listOwned(ownerId: Id, page: Page): Promise<RoomRecord[]>;
  /** Shows that are over, newest first, of one host or of all. */
  listOver(page: Page, ownerId?: Id): Promise<RoomRecord[]>;
  /** Rooms of a host that are not over. */
  listOpenOf(ownerId: Id): Promise<RoomRecord[]>;
  /** Live and paused rooms. */
  listOnAir(): Promise<RoomRecord[]>;
  /** Scheduled rooms whose planned end has passed. */
  listMissed(now: Date): Promise<RoomRecord[]>;
  /** Rooms that are over, but whose units are not all accounted for. */
  listUnsettled(): Promise<RoomRecord[]>;
  markSettled(id: Id, at: Date): Promise<void>;
  /** Rooms that are over, but whose log may get more events. */
  listLogOpen(): Promise<RoomRecord[]>;
  markLogClosed(id: Id, at: Date): Promise<void>;
  /** The room that holds the channel's one place on air. */
  findOnAir(channelId: Id): Promise<RoomRecord | undefined>;
  replan(id: Id, plan: Pick<RoomRecord, 'startsAt' | 'endsAt'>): Promise<boolean>;
  changeFacts(id: Id, facts: RoomFacts): Promise<boolean>;
  /** `taken`: another room of the channel is on air. */
  goLive(id: Id, at: Date): Promise<'done' | 'state' | 'taken'>;
  pause(id: Id, at: Date): Promise<boolean>;
  resume(id: Id): Promise<boolean>;
  finish(id: Id, outcome: { state: 'ended' | 'closed'; at: Date; closedReason?: string }): Promise<boolean>;
  /** Adds the moderator or replaces the permissions; false when the room has `max` others already. */
  putModerator(id: Id, moderator: ModeratorRecord, max: number): Promise<boolean>;
  removeModerator(id: Id, accountId: Id): Promise<void>;
  saveCounts(id: Id, counts: { likes: number; peakViewers: number }): Promise<void>;
}

const schema = new Schema<RoomRecord>(
  {
    _id: String,
    channelId: { type: String, required: true },
    channelName: { type: String, required: true },
    ownerId: { type: String, required: true },
    title: { type: String, required: true },
    cover: String,
    state: { type: String, required: true },
    onAir: Boolean,
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    startedAt: Date,
    pausedAt: Date,
    endedAt: Date,
    closedReason: String,
    unsettled: Boolean,
    settledAt: Date,
    logOpen: Boolean,
    logClosedAt: Date,
    switches: { type: Schema.Types.Mixed, required: true },
    moderators: [{ _id: false, accountId: String, name: String, permissions: [String] }],
    slowModeSeconds: { type: Number, required: true },
    mutedAll: { type: Boolean, required: true },
    followersOnly: Boolean,
    buyersOnly: Boolean,
    heldForReview: Boolean,
    notice: String,
    blockedWords: [String],
    likes: { type: Number, required: true },
    peakViewers: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, minimize: false, collection: 'rooms' },
);
schema.index({ channelId: 1 }, { unique: true, partialFilterExpression: { onAir: true }, name: 'one_on_air' });
schema.index({ ownerId: 1, _id: -1 });
schema.index({ state: 1, _id: -1 });
schema.index({ state: 1, startsAt: 1, _id: 1 });
schema.index({ logOpen: 1 }, { partialFilterExpression: { logOpen: true } });
schema.index({ unsettled: 1 }, { partialFilterExpression: { unsettled: true } });

const onAirStates: RoomStateName[] = ['live', 'paused'];
const openStates: RoomStateName[] = ['scheduled', 'live', 'paused'];
/** A room that never began is no show. */
const over = { state: { $in: ['ended', 'closed'] }, startedAt: { $exists: true } };

export function createRoomStore(mongo: Mongo): RoomStore {
  const rooms = mongo.model<RoomRecord>('Room', schema);
  const many = async (filter: object, sort: Record<string, 1 | -1>, limit: number) =>
    rooms.find(filter).sort(sort).limit(limit).lean<RoomRecord[]>();
  const one = async (filter: object) => (await rooms.findOne(filter).lean<RoomRecord>()) ?? undefined;
  const changed = async (filter: object, update: object) => (await rooms.updateOne(filter, update)).matchedCount === 1;

  return {
    async insert(room) {
      await rooms.collection.insertOne(withoutUndefined(room) as never);
    },
    find: (id) => one({ _id: id }),
    async list(kind, page, now) {
      if (kind === 'upcoming') return listUpcoming(page, now);
      const shown = kind === 'live' ? { state: { $in: onAirStates } } : over;
      return many({ ...shown, ...before(page) }, { _id: -1 }, page.limit + 1);
    },
    listOwned: (ownerId, page) => many({ ownerId, ...before(page) }, { _id: -1 }, page.limit + 1),
    listOver: (page, ownerId) =>
      many({ ...(ownerId && { ownerId }), ...over, ...before(page) }, { _id: -1 }, page.limit + 1),
    listOpenOf: (ownerId) => many({ ownerId, state: { $in: openStates } }, { _id: -1 }, 1_000),
    listOnAir: () => many({ onAir: true }, { _id: -1 }, 10_000),
    listMissed: (now) => many({ state: 'scheduled', endsAt: { $lt: now } }, { _id: 1 }, 1_000),
    listUnsettled: () => many({ unsettled: true }, { _id: 1 }, 1_000),
    async markSettled(id, at) {
      await rooms.updateOne({ _id: id }, { $set: { settledAt: at }, $unset: { unsettled: 1 } });
    },
    listLogOpen: () => many({ logOpen: true }, { _id: 1 }, 1_000),
    async markLogClosed(id, at) {
      await rooms.updateOne({ _id: id }, { $set: { logClosedAt: at }, $unset: { logOpen: 1 } });
    },
    findOnAir: (channelId) => one({ channelId, onAir: true }),
    replan: (id, plan) => changed({ _id: id, state: 'scheduled' }, { $set: plan }),
    changeFacts(id, { switches = {}, ...facts }) {
      const each = Object.fromEntries(Object.entries(switches).map(([name, on]) => [`switches.${name}`, on]));
      const set = withoutUndefined({ ...facts, ...each });
      return changed({ _id: id, state: { $in: openStates } }, { $set: set });
    },
    async goLive(id, at) {
      const update = { $set: { state: 'live', onAir: true, startedAt: at } };
      try {
        return (await changed({ _id: id, state: 'scheduled' }, update)) ? 'done' : 'state';
      } catch (error) {
        if (isDuplicateKey(error)) return 'taken';
        throw error;
      }
    },
    pause: (id, at) => changed({ _id: id, state: 'live' }, { $set: { state: 'paused', pausedAt: at } }),
    resume: (id) => changed({ _id: id, state: 'paused' }, { $set: { state: 'live' }, $unset: { pausedAt: 1 } }),
    finish(id, { state, at, closedReason }) {
      const set = {
        state,
        endedAt: at,
        unsettled: true,
        logOpen: true,
        ...(closedReason !== undefined && { closedReason }),
      };
      return changed({ _id: id, state: { $in: openStates } }, { $set: set, $unset: { onAir: 1, pausedAt: 1 } });
    },
    async putModerator(id, moderator, max) {
      const { accountId } = moderator;
      const replaced = { $set: { 'moderators.$': moderator } };
      if (await changed({ _id: id, 'moderators.accountId': accountId }, replaced)) return true;
      const roomLeft = { [`moderators.${max - 1}`]: { $exists: false }, 'moderators.accountId': { $ne: accountId } };
      return changed({ _id: id, ...roomLeft }, { $push: { moderators: moderator } });
    },
    async removeModerator(id, accountId) {
      await rooms.updateOne({ _id: id }, { $pull: { moderators: { accountId } } });
    },
    async saveCounts(id, counts) {
      await rooms.updateOne({ _id: id }, { $max: counts });
    },
  };

  async function listUpcoming(page: Page, now: Date): Promise<RoomRecord[]> {
    const last = page.cursor === undefined ? undefined : await one({ _id: page.cursor });
    const after = last && {
      $or: [{ startsAt: { $gt: last.startsAt } }, { startsAt: last.startsAt, _id: { $gt: last._id } }],
    };
    return many({ state: 'scheduled', endsAt: { $gt: now }, ...after }, { startsAt: 1, _id: 1 }, page.limit + 1);
  }
}

const before = (page: Page) => (page.cursor === undefined ? {} : { _id: { $lt: page.cursor } });

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;
}
