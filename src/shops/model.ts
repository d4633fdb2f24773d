import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import type {
  OpeningTask,
  PaperKind,
  PartStatus,
  ShopFile,
  ShopPart,
  ShopType,
  ShopView,
} from '#src/contract/shops.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { createSlotStore } from './slot-model.ts';
import type { SlotStore } from './slot-model.ts';

export interface ShopRecord {
  _id: Id;
  ownerId: Id;
  type: ShopType;
  name: string;
  /** The name in lower case, for search. */
  nameKey: string;
  state: ShopView['state'];
  signed: boolean;
  parts: Partial<Record<ShopPart, PartStatus>>;
  file: Partial<Omit<ShopFile, 'papers'>>;
  papers: Partial<Record<PaperKind, Id>>;
  tasksDone: OpeningTask[];
  afterSaleAddress?: string;
  /** Counts changes of the file, so that only what was checked is submitted. */
  edits: number;
  /** Counts submissions, so that a result delivered twice decides once. */
  round: number;
  submittedAt?: Date;
  /** Counts freezings, so that each is told once. */
  freezes: number;
  frozenReason?: string;
  createdAt: Date;
}

const shopSchema = new Schema<ShopRecord>(
  {
    _id: String,
    ownerId: { type: String, required: true },
    type: { type: String, required: true },
    name: { type: String, required: true },
    nameKey: { type: String, required: true },
    state: { type: String, required: true },
    signed: { type: Boolean, required: true },
    parts: { type: Schema.Types.Mixed, required: true },
    file: { type: Schema.Types.Mixed, required: true },
    papers: { type: Schema.Types.Mixed, required: true },
    tasksDone: [String],
    afterSaleAddress: String,
    edits: { type: Number, required: true },
    round: { type: Number, required: true },
    submittedAt: Date,
    freezes: { type: Number, required: true },
    frozenReason: String,
    createdAt: { type: Date, required: true },
  },
  { collection: 'shops', versionKey: false, minimize: false },
)
  .index({ ownerId: 1, _id: 1 })
  .index({ state: 1, submittedAt: 1, _id: 1 })
  .index({ nameKey: 1 });

/** Parts of the file as they are saved together. */
export interface FileEdit {
  file: ShopRecord['file'];
  papers: ShopRecord['papers'];
  parts: ShopRecord['parts'];
}

/** The shops; every change is one conditional update of one document, false when the shop has moved on. */
export interface ShopStore {
  slots: SlotStore;
  insert(shop: ShopRecord): Promise<void>;
  /** Takes back a shop that was never handed in. */
  removeUnused(id: Id): Promise<void>;
  find(id: Id): Promise<ShopRecord | undefined>;
  findOwned(ownerId: Id): Promise<ShopRecord[]>;
  findMany(ids: readonly Id[]): Promise<ShopRecord[]>;
  findByName(prefix: string, limit: number): Promise<ShopRecord[]>;
  /** Changes the named parts only, while the shop is being edited. */
  saveFile(id: Id, edit: FileEdit): Promise<boolean>;
  /** Starts the review of the file as it was after `edits` changes. */
  submit(id: Id, edits: number, parts: ShopRecord['parts'], at: Date): Promise<boolean>;
  decide(id: Id, round: number, result: Pick<ShopRecord, 'state' | 'parts'>): Promise<boolean>;
  /** Signs; the shop opens in the same step when `tasks` are all done. */
  sign(id: Id, tasks: readonly OpeningTask[]): Promise<boolean>;
  finishTask(id: Id, task: OpeningTask, afterSaleAddress?: string): Promise<boolean>;
  /** Opens a signed shop whose `tasks` are all done. */
  openSigned(id: Id, tasks: readonly OpeningTask[]): Promise<boolean>;
  freeze(id: Id, reason: string): Promise<boolean>;
  unfreeze(id: Id): Promise<boolean>;
  /** Oldest submission first, after the one given. */
  listInReview(after: { at: Date; id: Id } | undefined, limit: number): Promise<ShopRecord[]>;
}

export function createShopStore(mongo: Mongo): ShopStore {
  const Shop = mongo.model<ShopRecord>('Shop', shopSchema);
  const slots = createSlotStore(mongo);
  const changed = async (filter: object, update: object) => (await Shop.updateOne(filter, update)).matchedCount === 1;
  const editing = { state: { $in: ['opened', 'rejected'] } };
  const done = (tasks: readonly OpeningTask[]) => (tasks.length > 0 ? { tasksDone: { $all: [...tasks] } } : {});

  return {
    slots,
    async insert(shop) {
      await Shop.create(shop);
    },
    async removeUnused(id) {
      await Shop.deleteOne({ _id: id, state: 'opened', round: 0 });
    },
    find: async (id) => (await Shop.findById(id).lean<ShopRecord>()) ?? undefined,
    findOwned: (ownerId) => Shop.find({ ownerId }).sort({ _id: 1 }).limit(200).lean<ShopRecord[]>(),
    findMany: (ids) => Shop.find({ _id: { $in: [...ids] } }).lean<ShopRecord[]>(),
    findByName: (prefix, limit) =>
      Shop.find({ nameKey: { $gte: prefix, $lt: `${prefix}\uffff` } })
        .sort({ nameKey: 1 })
        .limit(limit)
        .lean<ShopRecord[]>(),
    saveFile(id, edit) {
      const name = edit.file.basics?.name;
      const set = {
        ...dotted('file', edit.file),
        ...dotted('papers', edit.papers),
        ...dotted('parts', edit.parts),
        ...(name !== undefined && { name, nameKey: name.toLowerCase() }),
      };
      return changed({ _id: id, ...editing }, { $set: set, $inc: { edits: 1 } });
    },
    submit: (id, edits, parts, at) =>
      changed(
        { _id: id, ...editing, edits },
        { $set: { state: 'in_review', parts, submittedAt: at }, $inc: { round: 1 } },
      ),
    decide: (id, round, result) => changed({ _id: id, state: 'in_review', round }, { $set: result }),
    async sign(id, tasks) {
      const approved = { _id: id, state: 'approved' };
      if (await changed({ ...approved, ...done(tasks) }, { $set: { signed: true, state: 'open' } })) return true;
      return changed(approved, { $set: { signed: true } });
    },
    finishTask: (id, task, afterSaleAddress) =>
      changed(
        { _id: id, state: { $in: ['approved', 'open'] } },
        { $addToSet: { tasksDone: task }, ...(afterSaleAddress && { $set: { afterSaleAddress } }) },
      ),
    openSigned: (id, tasks) =>
      changed({ _id: id, state: 'approved', signed: true, ...done(tasks) }, { $set: { state: 'open' } }),
    freeze: (id, reason) =>
      changed({ _id: id, state: 'open' }, { $set: { state: 'frozen', frozenReason: reason }, $inc: { freezes: 1 } }),
    unfreeze: (id) => changed({ _id: id, state: 'frozen' }, { $set: { state: 'open' }, $unset: { frozenReason: 1 } }),
    listInReview: (after, limit) =>
      Shop.find({ state: 'in_review', ...laterThan(after) })
        .sort({ submittedAt: 1, _id: 1 })
        .limit(limit)
        .lean<ShopRecord[]>(),
  };
}

function laterThan(after: { at: Date; id: Id } | undefined): object {
  if (!after) return {};
  return { $or: [{ submittedAt: { $gt: after.at } }, { submittedAt: after.at, _id: { $gt: after.id } }] };
}

/** Names each part by its path, so that two people saving different parts do not undo each other. */
function dotted(path: string, values: object): object {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}.${name}`, value as unknown]));
}
