import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

export interface ChannelRecord {
  _id: Id;
  ownerId: Id;
  name: string;
  about: string;
  followers: number;
  shopId?: Id;
  /** Set by an operator: this account may not sell live. */
  liveDisabled?: boolean;
  createdAt: Date;
}

const channelSchema = new Schema<ChannelRecord>(
  {
    _id: String,
    ownerId: String,
    name: String,
    about: String,
    followers: Number,
    shopId: String,
    liveDisabled: Boolean,
    createdAt: Date,
  },
  { collection: 'channels', versionKey: false },
)
  .index({ ownerId: 1 }, { unique: true })
  .index({ shopId: 1 }, { sparse: true });

/** One follower of one channel; the unique `_id` makes following twice count once. */
interface FollowRecord {
  _id: string;
  channel: Id;
  account: Id;
}

export interface ChannelStore {
  init(): Promise<void>;
  /** False when the account has a channel. */
  insert(channel: ChannelRecord): Promise<boolean>;
  find(id: Id): Promise<ChannelRecord | undefined>;
  findByOwner(ownerId: Id): Promise<ChannelRecord | undefined>;
  findMany(ids: readonly Id[]): Promise<ChannelRecord[]>;
  linkShop(id: Id, shopId: Id): Promise<void>;
  unlinkShop(id: Id): Promise<void>;
  /** Both answer the number of followers after it. */
  follow(id: Id, account: Id): Promise<number>;
  unfollow(id: Id, account: Id): Promise<number>;
  isFollowing(id: Id, account: Id): Promise<boolean>;
}

export function createChannelStore(mongo: Mongo): ChannelStore {
  const Channel = mongo.model<ChannelRecord>('Channel', channelSchema);
  const Follow = mongo.model<FollowRecord>(
    'Follow',
    new Schema<FollowRecord>(
      { _id: String, channel: String, account: String },
      { collection: 'follows', versionKey: false },
    ).index({ account: 1 }),
  );
  const count = async (id: Id, by: number) => {
    await Channel.updateOne({ _id: id }, { $inc: { followers: by } });
  };
  const followers = async (id: Id) =>
    (await Channel.findById(id, { followers: 1 }).lean<ChannelRecord>())?.followers ?? 0;
  return {
    async init() {
      await Promise.all([Channel.createCollection(), Follow.createCollection()]);
      await Promise.all([Channel.createIndexes(), Follow.createIndexes()]);
    },
    async insert(channel) {
      try {
        await Channel.create(channel);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    find: async (id) => (await Channel.findById(id).lean<ChannelRecord>()) ?? undefined,
    findByOwner: async (ownerId) => (await Channel.findOne({ ownerId }).lean<ChannelRecord>()) ?? undefined,
    findMany: (ids) => Channel.find({ _id: { $in: [...ids] } }).lean<ChannelRecord[]>(),
    async linkShop(id, shopId) {
      await Channel.updateOne({ _id: id }, { $set: { shopId } });
    },
    async unlinkShop(id) {
      await Channel.updateOne({ _id: id }, { $unset: { shopId: 1 } });
    },
    async follow(id, account) {
      try {
        await Follow.create({ _id: `${id}:${account}`, channel: id, account });
        await count(id, 1);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return followers(id);
    },
    async unfollow(id, account) {
      const gone = await Follow.deleteOne({ _id: `${id}:${account}` });
      if (gone.deletedCount === 1) await count(id, -1);
      return followers(id);
    },
    isFollowing: async (id, account) => (await Follow.exists({ _id: `${id}:${account}` })) !== null,
  };
}
