import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { largeWrite } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import type { PoolRecord, PoolState } from './pool.ts';

export interface PoolStore {
  insert(pools: readonly PoolRecord[]): Promise<void>;
  find(id: Id): Promise<PoolRecord | undefined>;
  listOfItem(item: Id): Promise<PoolRecord[]>;
  listOfRoom(room: Id): Promise<PoolRecord[]>;
  /** Moves the pools of an item that are in one of the states `from`. */
  move(item: Id, from: readonly PoolState[], to: PoolState): Promise<void>;
  close(id: Id): Promise<void>;
  beginGrowth(id: Id, growing: NonNullable<PoolRecord['growing']>): Promise<boolean>;
  raise(id: Id, size: number): Promise<void>;
  endGrowth(id: Id, key: string): Promise<void>;
  /** Marks every pool of a room that is over; none of them is built or opened again. */
  beginSettling(room: Id): Promise<void>;
  settle(id: Id, outcome: { sold: number; returned: number; at: Date }): Promise<boolean>;
  /** What each item of these rooms was given, and what of it is back in the shop. */
  sumByItem(rooms: readonly Id[]): Promise<{ room: Id; item: Id; product: Id; size: number; returned: number }[]>;
  /** Every room that ever sold, streamed. */
  rooms(): AsyncIterable<Id>;
  /** Rooms with pools that are not settled. */
  roomsUnsettled(): Promise<Id[]>;
  /** Pools whose opening or growth was begun before `before`. */
  listLeft(before: Date): Promise<PoolRecord[]>;
}

interface PoolSum {
  _id: { room: Id; item: Id; product: Id };
  size: number;
  returned: number;
}

const id = { type: String, required: true } as const;
const schema = new Schema<PoolRecord>(
  {
    _id: String,
    room: id,
    item: id,
    sku: id,
    product: id,
    shop: id,
    size: { type: Number, required: true },
    state: id,
    growing: { type: Schema.Types.Mixed },
    at: { type: Date, required: true },
    sold: Number,
    returned: Number,
    settledAt: Date,
  },
  { versionKey: false, collection: 'pools' },
)
  .index({ room: 1 })
  .index({ item: 1 })
  .index({ state: 1, at: 1 })
  .index({ 'growing.at': 1 }, { partialFilterExpression: { 'growing.at': { $exists: true } } });

export function createPoolStore(mongo: Mongo): PoolStore {
  const model = mongo.model<PoolRecord>('Pool', schema);
  const many = (filter: object) => model.find(filter).lean<PoolRecord[]>();
  const changed = async (filter: object, update: object) => (await model.updateOne(filter, update)).matchedCount === 1;
  return {
    async insert(pools) {
      await largeWrite(model.insertMany([...pools], { lean: true }));
    },
    find: async (poolId) => (await model.findById(poolId).lean<PoolRecord>()) ?? undefined,
    listOfItem: (item) => many({ item }),
    listOfRoom: (room) => many({ room }),
    async sumByItem(rooms) {
      const groups = await model.aggregate<PoolSum>([
        { $match: { room: { $in: [...rooms] } } },
        {
          $group: {
            _id: { room: '$room', item: '$item', product: '$product' },
            size: { $sum: '$size' },
            returned: { $sum: '$returned' },
          },
        },
        { $sort: { _id: 1 } },
      ]);
      return groups.map(({ _id, size, returned }) => ({ ..._id, size, returned }));
    },
    async *rooms() {
      const groups = model.aggregate<{ _id: Id }>([{ $group: { _id: '$room' } }, { $sort: { _id: 1 } }]).cursor();
      for await (const { _id } of groups) yield _id;
    },
    async move(item, from, to) {
      await model.updateMany({ item, state: { $in: from } }, { $set: { state: to } });
    },
    async close(poolId) {
      await model.updateOne({ _id: poolId, state: { $in: ['opening', 'open'] } }, { $set: { state: 'closing' } });
    },
    beginGrowth: (poolId, growing) => changed({ _id: poolId, state: 'open' }, { $set: { growing } }),
    async raise(poolId, size) {
      await model.updateOne({ _id: poolId }, { $max: { size } });
    },
    async endGrowth(poolId, key) {
      await model.updateOne({ _id: poolId, 'growing.key': key }, { $unset: { growing: 1 } });
    },
    async beginSettling(room) {
      await model.updateMany({ room, state: { $in: ['opening', 'open', 'closing'] } }, { $set: { state: 'settling' } });
    },
    settle: (poolId, { sold, returned, at }) =>
      changed(
        { _id: poolId, state: { $ne: 'settled' } },
        { $set: { state: 'settled', sold, returned, settledAt: at }, $unset: { growing: 1 } },
      ),
    roomsUnsettled: () => model.distinct('room', { state: { $in: ['opening', 'open', 'closing', 'settling'] } }),
    async listLeft(before) {
      const opening = await many({ state: 'opening', at: { $lt: before } });
      const growing = await many({ 'growing.at': { $lt: before } });
      return [...opening, ...growing];
    },
  };
}
