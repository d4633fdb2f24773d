import { randomBytes } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { insertOnce } from '#src/platform/mongo.ts';
import { drawId } from './draw.ts';
import type { DrawEntry, DrawRecord, DrawResult, DrawVerdict } from './draw.ts';
import { commitmentOf } from './lots.ts';

export interface DrawStore {
  find(item: Id, number: number): Promise<DrawRecord | undefined>;
  /** Of a draw, which may have thousands of entries, what concerns one ticket. */
  verdictOf(item: Id, number: number, ticket: Id): Promise<DrawVerdict | undefined>;
  /** The draw that can be entered next, without entries: a new one when there is none or the last has been made. */
  next(room: Id, item: Id, at: Date): Promise<DrawRecord>;
  /** Fixes who takes part; a repeat changes nothing. */
  close(id: string, entries: DrawEntry[], at: Date): Promise<void>;
  /** Fixes what came of it; a repeat changes nothing. */
  record(id: string, results: DrawResult[], at: Date): Promise<void>;
  /** Draws whose entries were fixed before `before` and that were not made. */
  listClosed(before: Date): Promise<Pick<DrawRecord, 'room' | 'item'>[]>;
  /** Newest first, without entries. */
  listOfRoom(room: Id, limit: number): Promise<DrawRecord[]>;
}

const text = { type: String, required: true } as const;
const schema = new Schema<DrawRecord>(
  {
    _id: String,
    room: text,
    item: text,
    number: { type: Number, required: true },
    seed: text,
    commitment: text,
    state: text,
    committedAt: { type: Date, required: true },
    closedAt: Date,
    drawnAt: Date,
    entries: { type: Schema.Types.Mixed },
    results: { type: Schema.Types.Mixed },
  },
  { versionKey: false, collection: 'draws' },
)
  .index({ item: 1, number: -1 })
  .index({ room: 1, committedAt: -1 })
  .index({ state: 1, closedAt: 1 });

const withoutEntries = { entries: 0, results: 0 } as const;

export function createDrawStore(mongo: Mongo): DrawStore {
  const model = mongo.model<DrawRecord>('Draw', schema);

  async function insert(room: Id, item: Id, number: number, committedAt: Date): Promise<void> {
    const seed = randomBytes(32).toString('hex');
    const record = { _id: drawId(item, number), room, item, number, seed, commitment: commitmentOf(seed), committedAt };
    await insertOnce(model.collection.insertOne({ ...record, state: 'committed' } as never));
  }

  return {
    find: async (item, number) => (await model.findById(drawId(item, number)).lean<DrawRecord>()) ?? undefined,
    async verdictOf(item, number, ticket) {
      const own = { state: 1, results: { $elemMatch: { ticket } } };
      const draw = await model.findById(drawId(item, number), own).lean<DrawRecord>();
      return draw ? { state: draw.state, outcome: draw.results?.[0]?.outcome } : undefined;
    },
    async next(room, item, at) {
      for (;;) {
        const [last] = await model.find({ item }, withoutEntries).sort({ number: -1 }).limit(1).lean<DrawRecord[]>();
        if (last && last.state !== 'drawn') return last;
        await insert(room, item, (last?.number ?? 0) + 1, at);
      }
    },
    async close(id, entries, closedAt) {
      await model.updateOne({ _id: id, state: 'committed' }, { $set: { state: 'closed', entries, closedAt } });
    },
    async record(id, results, drawnAt) {
      await model.updateOne({ _id: id, state: 'closed' }, { $set: { state: 'drawn', results, drawnAt } });
    },
    listClosed: (before) =>
      model.find({ state: 'closed', closedAt: { $lt: before } }, { room: 1, item: 1 }).lean<DrawRecord[]>(),
    listOfRoom: (room, limit) =>
      model.find({ room }, withoutEntries).sort({ committedAt: -1 }).limit(limit).lean<DrawRecord[]>(),
  };
}
