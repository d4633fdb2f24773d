import { Schema } from 'mongoose';
import type { DraftState, ProductCopy } from '#src/contract/catalog.ts';
import type { Id } from '#src/contract/ids.ts';
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

type StoredState = Exclude<DraftState, { status: 'in_review' }> | { status: 'in_review'; since: Date };

export interface ProductRecord {
  _id: Id;
  shopId: Id;
  ownerId: Id;
  draft: ProductCopy;
  draftState: StoredState;
  /** What buyers see; absent until the first approval. */
  online?: ProductCopy;
  /** Counts approved copies. */
  version: number;
  /** Counts changes of the draft and its state, so that a decision fits what was looked at. */
  revision: number;
  listed: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const productSchema = new Schema<ProductRecord>(
  {
    _id: String,
    shopId: { type: String, required: true },
    ownerId: { type: String, required: true },
    draft: Object,
    draftState: Object,
    online: Object,
    version: Number,
    revision: Number,
    listed: Boolean,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: 'products', versionKey: false, minimize: false },
)
  .index({ shopId: 1, _id: -1 })
  .index({ 'draftState.status': 1, 'draftState.since': 1 })
  .index({ 'draft.title': 1 });

interface WindowRecord {
  _id: string;
  count: number;
  expiresAt: Date;
}

type Change = { [K in keyof ProductRecord]?: ProductRecord[K] };

export interface ProductStore {
  init(): Promise<void>;
  insert(product: ProductRecord): Promise<void>;
  find(id: Id): Promise<ProductRecord | undefined>;
  findMany(ids: readonly Id[]): Promise<ProductRecord[]>;
  listOfShop(shopId: Id, before: Id | undefined, limit: number): Promise<ProductRecord[]>;
  onlineOfShop(shopId: Id, limit: number): Promise<ProductRecord[]>;
  /** Applies the change if the product is still at this revision; false when it has changed meanwhile. */
  change(id: Id, revision: number, change: Change): Promise<boolean>;
  inReview(limit: number): Promise<ProductRecord[]>;
  findByTitle(prefix: string, limit: number): Promise<ProductRecord[]>;
  /** Counts one submission in a window, if fewer than `limit` are in it; false when it is full. */
  countSubmission(window: string, limit: number, expiresAt: Date): Promise<boolean>;
}

export function createProductStore(mongo: Mongo): ProductStore {
  const Product = mongo.model<ProductRecord>('Product', productSchema);
  const Window = mongo.model<WindowRecord>(
    'SubmissionWindow',
    new Schema<WindowRecord>(
      { _id: String, count: Number, expiresAt: Date },
      { collection: 'submission_windows', versionKey: false },
    ).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
  );
  return {
    async init() {
      await Promise.all([Product.createCollection(), Window.createCollection()]);
      await Promise.all([Product.createIndexes(), Window.createIndexes()]);
    },
    async insert(product) {
      await Product.create(product);
    },
    find: async (id) => (await Product.findById(id).lean<ProductRecord>()) ?? undefined,
    findMany: (ids) => Product.find({ _id: { $in: [...ids] } }).lean<ProductRecord[]>(),
    listOfShop: (shopId, before, limit) =>
      Product.find({ shopId, ...(before && { _id: { $lt: before } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<ProductRecord[]>(),
    onlineOfShop: (shopId, limit) =>
      Product.find({ shopId, listed: true, version: { $gt: 0 } })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<ProductRecord[]>(),
    async change(id, revision, change) {
      const done = await Product.updateOne({ _id: id, revision }, { $set: change, $inc: { revision: 1 } });
      return done.matchedCount === 1;
    },
    inReview: (limit) =>
      Product.find({ 'draftState.status': 'in_review' })
        .sort({ 'draftState.since': 1 })
        .limit(limit)
        .lean<ProductRecord[]>(),
    findByTitle: (prefix, limit) =>
      Product.find({ 'draft.title': { $gte: prefix, $lt: `${prefix}\uffff` } })
        .limit(limit)
        .lean<ProductRecord[]>(),
    async countSubmission(window, limit, expiresAt) {
      try {
        await Window.updateOne(
          { _id: window, count: { $lt: limit } },
          { $inc: { count: 1 }, $setOnInsert: { expiresAt } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        // The window exists and is full, so the upsert tried to make a second one.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
