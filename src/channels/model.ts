import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { createFollowerStore } from './follower-model.ts';
import type { FollowerStore } from './follower-model.ts';

export interface ChannelRecord {
  _id: Id;
  ownerId: Id;
  name: string;
  /** The name in lower case, for search. */
  nameKey: string;
  about: string;
  followers: number;
  shopId?: Id;
  /** The shop that was unlinked last, until its products have left all shelves. */
  leaving?: Id;
  /** Set by an operator: this account may not sell live. */
  liveDisabled?: boolean;
  createdAt: Date;
}

const channelSchema = new Schema<ChannelRecord>(
  {
    _id: String,
    ownerId: { type: String, required: true },
    name: { type: String, required: true },
    nameKey: { type: String, required: true },
    about: String,
    followers: { type: Number, required: true },
    shopId: String,
    leaving: String,
    liveDisabled: Boolean,
    createdAt: { type: Date, required: true },
  },
  { collection: 'channels', versionKey: false },
)
  .index({ ownerId: 1 }, { unique: true })
  .index({ nameKey: 1 });

/** The channels; links change by one conditional update, false when somebody was first. */
export interface ChannelStore {
  followers: FollowerStore;
  /** False when the account has a channel. */
  insert(channel: ChannelRecord): Promise<boolean>;
  find(id: Id): Promise<ChannelRecord | undefined>;
  findByOwner(ownerId: Id): Promise<ChannelRecord | undefined>;
  findMany(ids: readonly Id[]): Promise<ChannelRecord[]>;
  findByName(prefix: string, limit: number): Promise<ChannelRecord[]>;
  /** Replaces the linked shop `from` (or none) by `to` (or none), and notes `from` as leaving. */
  moveLink(id: Id, from: Id | undefined, to: Id | undefined): Promise<boolean>;
  /** The shop that was leaving has left. */
  endLeaving(id: Id, shopId: Id): Promise<void>;
  setLiveDisabled(ownerId: Id, disabled: boolean): Promise<boolean>;
  addFollowers(id: Id, by: number): Promise<void>;
}

export function createChannelStore(mongo: Mongo): ChannelStore {
  const Channel = mongo.model<ChannelRecord>('Channel', channelSchema);
  const followers = createFollowerStore(mongo);
  const one = async (filter: object) => (await Channel.findOne(filter).lean<ChannelRecord>()) ?? undefined;
  const changed = async (filter: object, update: object) =>
    (await Channel.updateOne(filter, update)).matchedCount === 1;

  return {
    followers,
    insert: (channel) => insertOnce(Channel.create(channel)),
    find: (id) => one({ _id: id }),
    findByOwner: (ownerId) => one({ ownerId }),
    findMany: (ids) => Channel.find({ _id: { $in: [...ids] } }).lean<ChannelRecord[]>(),
    findByName: (prefix, limit) =>
      Channel.find({ nameKey: { $gte: prefix, $lt: `${prefix}\uffff` } })
        .sort({ nameKey: 1 })
        .limit(limit)
        .lean<ChannelRecord[]>(),
    moveLink(id, from, to) {
      const set = { ...(to && { shopId: to }), ...(from && { leaving: from }) };
      return changed(
        { _id: id, shopId: from ?? { $exists: false }, leaving: { $exists: false } },
        { ...(Object.keys(set).length > 0 && { $set: set }), ...(!to && { $unset: { shopId: 1 } }) },
      );
    },
    async endLeaving(id, shopId) {
      await Channel.updateOne({ _id: id, leaving: shopId }, { $unset: { leaving: 1 } });
    },
    setLiveDisabled: (ownerId, disabled) =>
      changed({ ownerId }, disabled ? { $set: { liveDisabled: true } } : { $unset: { liveDisabled: 1 } }),
    async addFollowers(id, by) {
      await Channel.updateOne({ _id: id }, { $inc: { followers: by } });
    },
  };
}
