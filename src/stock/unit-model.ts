import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import type { UnitRecord } from './unit.ts';

export interface UnitStore {
  init(): Promise<void>;
  /** Claims what is free or the ticket's own already; answers the ids that belong to other tickets. */
  claim(units: readonly UnitRecord[]): Promise<string[]>;
  /** Removes the ticket's units; answers how many there were. */
  remove(ticket: Id): Promise<number>;
  /** Removes those of the units named that are the ticket's. */
  removeOnly(ticket: Id, units: readonly string[]): Promise<void>;
  countOfPool(pool: Id): Promise<number>;
  ofTicket(ticket: Id): Promise<UnitRecord[]>;
  /** Every claimed unit of a pool with its owner, streamed. */
  ofPool(pool: Id): AsyncIterable<{ _id: string; ticket: Id }>;
}

const id = { type: String, required: true } as const;
const schema = new Schema<UnitRecord>(
  {
    _id: String,
    pool: id,
    room: id,
    ticket: id,
    buyer: id,
    item: id,
    at: { type: Date, required: true },
    hold: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, collection: 'stock_units' },
)
  .index({ ticket: 1 })
  .index({ pool: 1 });

export function createUnitStore(mongo: Mongo): UnitStore {
  const model = mongo.model<UnitRecord>('StockUnit', schema);
  const all = model.collection;
  return {
    async init() {
      await model.createCollection();
      await model.createIndexes();
    },
    async claim(units) {
      const [first] = units;
      if (!first) return [];
      try {
        if (units.length === 1) await all.insertOne(first as never);
        else await all.insertMany([...units] as never[], { ordered: false });
        return [];
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const ids = units.map((unit) => unit._id);
        const there = await model.find({ _id: { $in: ids } }, { ticket: 1 }).lean<UnitRecord[]>();
        return there.filter((unit) => unit.ticket !== first.ticket).map((unit) => unit._id);
      }
    },
    remove: async (ticket) => (await model.deleteMany({ ticket })).deletedCount,
    async removeOnly(ticket, units) {
      await model.deleteMany({ ticket, _id: { $in: [...units] } });
    },
    countOfPool: (pool) => model.countDocuments({ pool }),
    ofTicket: (ticket) => model.find({ ticket }).lean<UnitRecord[]>(),
    ofPool: (pool) =>
      model.find({ pool }, { ticket: 1 }).lean<{ _id: string; ticket: Id }[]>().batchSize(5_000).cursor() as never,
  };
}
