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
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

export interface ShopRecord {
  _id: Id;
  ownerId: Id;
  type: ShopType;
  name: string;
  state: ShopView['state'];
  signed: boolean;
  parts: Partial<Record<ShopPart, PartStatus>>;
  file: Partial<Omit<ShopFile, 'papers'>>;
  papers: Partial<Record<PaperKind, Id>>;
  tasksDone: OpeningTask[];
  afterSaleAddress?: string;
  /** Counts submissions, so that a result delivered twice decides once. */
  round: number;
  submittedAt?: Date;
  frozen?: { reason: string; before: ShopView['state'] };
  createdAt: Date;
}

const shopSchema = new Schema<ShopRecord>(
  {
    _id: String,
    ownerId: { type: String, required: true },
    type: { type: String, required: true },
    name: { type: String, required: true },
    state: { type: String, required: true },
    signed: Boolean,
    parts: Object,
    file: { type: Object, default: {} },
    papers: { type: Object, default: {} },
    tasksDone: [String],
    afterSaleAddress: String,
    round: Number,
    submittedAt: Date,
    frozen: Object,
    createdAt: Date,
  },
  { collection: 'shops', versionKey: false, minimize: false },
)
  .index({ ownerId: 1 })
  .index({ state: 1, submittedAt: 1 });

/** One taken place under a cap; its unique `_id` is what keeps races from exceeding it. */
interface SlotRecord {
  _id: string;
  shop: Id;
}

type Change = { [K in keyof ShopRecord]?: ShopRecord[K] };

export interface ShopStore {
  init(): Promise<void>;
  insert(shop: ShopRecord): Promise<void>;
  find(id: Id): Promise<ShopRecord | undefined>;
  findOwned(ownerId: Id): Promise<ShopRecord[]>;
  findMany(ids: readonly Id[]): Promise<ShopRecord[]>;
  /** Applies the change while the shop is in one of these states (and round, if given); false when it is not. */
  change(id: Id, from: readonly ShopRecord['state'][], change: Change, round?: number): Promise<boolean>;
  addTask(id: Id, task: OpeningTask, afterSaleAddress?: string): Promise<void>;
  freeze(id: Id, before: ShopRecord['state'], reason: string): Promise<boolean>;
  unfreeze(id: Id, to: ShopRecord['state']): Promise<boolean>;
  inReview(limit: number): Promise<ShopRecord[]>;
  findByName(prefix: string, limit: number): Promise<ShopRecord[]>;
  /** Takes a free place of `cap` for the shop under the owner; true also when it has one already. */
  takeSlot(owner: string, cap: number, shop: Id): Promise<boolean>;
}

export function createShopStore(mongo: Mongo): ShopStore {
  const Shop = mongo.model<ShopRecord>('Shop', shopSchema);
  const Slot = mongo.model<SlotRecord>(
    'ShopSlot',
    new Schema<SlotRecord>({ _id: String, shop: String }, { collection: 'shop_slots', versionKey: false }).index({
      shop: 1,
    }),
  );
  return {
    async init() {
      await Promise.all([Shop.createCollection(), Slot.createCollection()]);
      await Promise.all([Shop.createIndexes(), Slot.createIndexes()]);
    },
    async insert(shop) {
      await Shop.create(shop);
    },
    find: async (id) => (await Shop.findById(id).lean<ShopRecord>()) ?? undefined,
    findOwned: (ownerId) => Shop.find({ ownerId }).sort({ _id: 1 }).limit(100).lean<ShopRecord[]>(),
    findMany: (ids) => Shop.find({ _id: { $in: [...ids] } }).lean<ShopRecord[]>(),
    async change(id, from, change, round) {
      const done = await Shop.updateOne(
        { _id: id, state: { $in: [...from] }, ...(round !== undefined && { round }) },
        { $set: change },
      );
      return done.matchedCount === 1;
    },
    async addTask(id, task, afterSaleAddress) {
      await Shop.updateOne(
        { _id: id },
        { $addToSet: { tasksDone: task }, ...(afterSaleAddress && { $set: { afterSaleAddress } }) },
      );
    },
    async freeze(id, before, reason) {
      const done = await Shop.updateOne(
        { _id: id, state: before },
        { $set: { state: 'frozen', frozen: { reason, before } } },
      );
      return done.matchedCount === 1;
    },
    async unfreeze(id, to) {
      const done = await Shop.updateOne({ _id: id, state: 'frozen' }, { $set: { state: to }, $unset: { frozen: 1 } });
      return done.matchedCount === 1;
    },
    inReview: (limit) => Shop.find({ state: 'in_review' }).sort({ submittedAt: 1 }).limit(limit).lean<ShopRecord[]>(),
    findByName: (prefix, limit) =>
      Shop.find({ name: { $gte: prefix, $lt: `${prefix}\uffff` } })
        .limit(limit)
        .lean<ShopRecord[]>(),
    async takeSlot(owner, cap, shop) {
      if (await Slot.exists({ shop, _id: { $gte: `${owner}:`, $lt: `${owner};` } })) return true;
      for (let place = 0; place < cap; place += 1) {
        try {
          await Slot.create({ _id: `${owner}:${place}`, shop });
          return true;
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
      }
      return false;
    },
  };
}
