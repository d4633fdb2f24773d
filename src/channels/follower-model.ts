import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** One follower of one channel; the unique `_id` `<channel>:<account>` makes following twice count once. */
interface FollowerRecord {
  _id: string;
  channel: Id;
  account: Id;
  at: Date;
}

const schema = new Schema<FollowerRecord>(
  {
    _id: String,
    channel: { type: String, required: true },
    account: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'followers', versionKey: false },
)
  .index({ channel: 1, _id: 1 })
  .index({ account: 1, _id: 1 });

/** Who follows which channel. */
export interface FollowerStore {
  /** False when the account follows already. */
  add(channel: Id, account: Id, at: Date): Promise<boolean>;
  /** False when the account does not follow. */
  remove(channel: Id, account: Id): Promise<boolean>;
  has(channel: Id, account: Id): Promise<boolean>;
}

export function createFollowerStore(mongo: Mongo): FollowerStore {
  const Follower = mongo.model<FollowerRecord>('Follower', schema);
  const idOf = (channel: Id, account: Id) => `${channel}:${account}`;
  return {
    add: (channel, account, at) => insertOnce(Follower.create({ _id: idOf(channel, account), channel, account, at })),
    async remove(channel, account) {
      return (await Follower.deleteOne({ _id: idOf(channel, account) })).deletedCount === 1;
    },
    has: async (channel, account) => (await Follower.exists({ _id: idOf(channel, account) })) !== null,
  };
}
