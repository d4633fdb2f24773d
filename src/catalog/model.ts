import { Schema } from 'mongoose';
import type { DraftState, ProductCopy } from '#src/contract/catalog.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Mongo } from '#src/platform/mongo.ts';
import { createQuotaStore } from './quota-model.ts';
import type { QuotaStore } from './quota-model.ts';

type StoredState = Exclude<DraftState, { status: 'in_review' }> | { status: 'in_review' };

export interface ProductRecord {
  _id: Id;
  shopId: Id;
  ownerId: Id;
  draft: ProductCopy;
  /** The draft's title in lower case, for search. */
  titleKey: string;
  draftState: StoredState;
  /** What buyers see; absent until the first approval. */
  online?: ProductCopy;
  /** Counts approved copies. */
  version: number;
  /** Counts changes of the draft, so that only what was checked is submitted. */
  revision: number;
  /** Counts submissions, so that a result delivered twice decides once. */
  round: number;
  submittedAt?: Date;
  listed: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const productSchema = new Schema<ProductRecord>(
  {
    _id: String,
    shopId: { type: String, required: true },
    ownerId: { type: String, required: true },
    draft: { type: Schema.Types.Mixed, required: true },
    titleKey: { type: String, required: true },
    draftState: { type: Schema.Types.Mixed, required: true },
    online: Schema.Types.Mixed,
    version: { type: Number, required: true },
    revision: { type: Number, required: true },
    round: { type: Number, required: true },
    submittedAt: Date,
    listed: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'products', versionKey: false, minimize: false },
)
  .index({ shopId: 1, _id: -1 })
  .index({ 'draftState.status': 1, submittedAt: 1, _id: 1 })
  .index({ titleKey: 1 });

/** The products; every change is one conditional update of one document, false when the product has moved on. */
export interface ProductStore {
  quota: QuotaStore;
  insert(product: ProductRecord): Promise<void>;
  find(id: Id): Promise<ProductRecord | undefined>;
  findMany(ids: readonly Id[]): Promise<ProductRecord[]>;
  /** Newest first. */
  listOfShop(shopId: Id, before: Id | undefined, limit: number): Promise<ProductRecord[]>;
  onlineOfShop(shopId: Id, limit: number): Promise<ProductRecord[]>;
  findByTitle(prefix: string, limit: number): Promise<ProductRecord[]>;
  /** Replaces the draft that was at this revision, unless it is in review. */
  saveDraft(id: Id, revision: number, draft: ProductCopy, at: Date): Promise<boolean>;
  /** Starts the review of the draft at this revision. */
  submit(id: Id, revision: number, at: Date): Promise<boolean>;
  /** The draft of this round becomes the online copy, one version on. */
  approve(id: Id, round: number, copy: ProductCopy, at: Date): Promise<boolean>;
  reject(id: Id, round: number, reason: string, at: Date): Promise<boolean>;
  /** On sale or not; a product that never came online cannot be. */
  setListed(id: Id, listed: boolean, at: Date): Promise<boolean>;
  /** Oldest submission first, after the one given. */
  listInReview(after: { at: Date; id: Id } | undefined, limit: number): Promise<ProductRecord[]>;
}

export function createProductStore(mongo: Mongo): ProductStore {
  const Product = mongo.model<ProductRecord>('Product', productSchema);
  const quota = createQuotaStore(mongo);
  const changed = async (filter: object, update: object) =>
    (await Product.updateOne(filter, update)).matchedCount === 1;
  const status = 'draftState.status';
  const inRound = (id: Id, round: number) => ({ _id: id, round, [status]: 'in_review' });

  return {
    quota,
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
    findByTitle: (prefix, limit) =>
      Product.find({ titleKey: { $gte: prefix, $lt: `${prefix}\uffff` } })
        .sort({ titleKey: 1 })
        .limit(limit)
        .lean<ProductRecord[]>(),
    saveDraft: (id, revision, draft, at) =>
      changed(
        { _id: id, revision, [status]: { $ne: 'in_review' } },
        {
          $set: { draft, titleKey: draft.title.toLowerCase(), draftState: { status: 'editing' }, updatedAt: at },
          $inc: { revision: 1 },
        },
      ),
    submit: (id, revision, at) =>
      changed(
        { _id: id, revision, [status]: { $in: ['editing', 'rejected'] } },
        { $set: { draftState: { status: 'in_review' }, submittedAt: at, updatedAt: at }, $inc: { round: 1 } },
      ),
    approve: (id, round, copy, at) =>
      changed(inRound(id, round), {
        $set: { draftState: { status: 'approved' }, online: copy, updatedAt: at },
        $inc: { version: 1 },
      }),
    reject: (id, round, reason, at) =>
      changed(inRound(id, round), { $set: { draftState: { status: 'rejected', reason }, updatedAt: at } }),
    setListed: (id, listed, at) => changed({ _id: id, version: { $gt: 0 } }, { $set: { listed, updatedAt: at } }),
    listInReview: (after, limit) =>
      Product.find({ [status]: 'in_review', ...laterThan(after) })
        .sort({ submittedAt: 1, _id: 1 })
        .limit(limit)
        .lean<ProductRecord[]>(),
  };
}

function laterThan(after: { at: Date; id: Id } | undefined): object {
  if (!after) return {};
  return { $or: [{ submittedAt: { $gt: after.at } }, { submittedAt: after.at, _id: { $gt: after.id } }] };
}
