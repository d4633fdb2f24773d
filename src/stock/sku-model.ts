import { Schema } from 'mongoose';
import type { Id } from '#src/contract/ids.ts';
import { isDuplicateKey } from '#src/platform/mongo.ts';
import type { Mongo } from '#src/platform/mongo.ts';

/** What a SKU has set aside in one pool. */
export interface PoolShare {
  room: Id;
  size: number;
  /** Units that came back already; only ever changed together with `available`. */
  returned: number;
  /** Keys of the growths applied, so that a repeat changes nothing. */
  keys: string[];
}

/**
 * Stock of one SKU in its shop. `received = available + sum of (size - returned) over pools + sold` holds after every
 * single update, because each is one conditional change of this one document.
 */
export interface SkuStockRecord {
  _id: Id;
  productId: Id;
  shopId: Id;
  available: number;
  received: number;
  sold: number;
  /** Pools not settled yet, by id; a map, because then one dotted path names a pool in filter and update. */
  pools: Record<Id, PoolShare>;
  /** Recent keys of deltas. */
  keys: string[];
}

export interface StockDelta {
  skuId: Id;
  productId: Id;
  shopId: Id;
  delta: number;
  /** Makes a repeat harmless. */
  key: string;
}

/** Shop stock: every method is one conditional single-document update and may be repeated. */
export interface SkuStockStore {
  /** Every SKU's stock, streamed. */
  all(): AsyncIterable<SkuStockRecord>;
  find(skuIds: readonly Id[]): Promise<SkuStockRecord[]>;
  /** `short`: it would make the stock negative. */
  applyDelta(change: StockDelta): Promise<'done' | 'again' | 'short'>;
  /** Moves units into a pool that has none yet; `barred`: the pool was given up meanwhile. */
  allocate(skuId: Id, poolId: Id, room: Id, size: number): Promise<'done' | 'short' | 'barred'>;
  /** Gives a pool up that may or may not have got its units: they return, and it can never get any. */
  bar(skuId: Id, poolId: Id, room: Id): Promise<void>;
  grow(skuId: Id, poolId: Id, units: number, key: string): Promise<'done' | 'again' | 'short' | 'gone'>;
  /** Sets how many units of a pool have come back, if it still was `from`. False when somebody was first. */
  moveReturned(skuId: Id, poolId: Id, from: number, to: number): Promise<boolean>;
  /** Ends a pool: what is neither sold nor returned comes back. False when its numbers are not these any more. */
  settle(skuId: Id, poolId: Id, share: Pick<PoolShare, 'size' | 'returned'>, sold: number): Promise<boolean>;
}

const KEYS_KEPT = 200;
const number = { type: Number, required: true } as const;
const schema = new Schema<SkuStockRecord>(
  {
    _id: String,
    productId: { type: String, required: true },
    shopId: { type: String, required: true },
    available: number,
    received: number,
    sold: number,
    pools: { type: Schema.Types.Mixed, required: true },
    keys: [String],
  },
  { versionKey: false, minimize: false, collection: 'sku_stock' },
).index({ shopId: 1 });

export function createSkuStockStore(mongo: Mongo): SkuStockStore {
  const model = mongo.model<SkuStockRecord>('SkuStock', schema);
  // The driver's collection, because pool ids are part of the paths and no schema can name them.
  const all = model.collection;
  const changed = async (filter: object, update: object): Promise<boolean> =>
    (await all.updateOne(filter, update)).matchedCount === 1;
  const one = async (skuId: Id) => (await model.findById(skuId).lean<SkuStockRecord>()) ?? undefined;
  const share = (poolId: Id) => `pools.${poolId}`;

  return {
    all: () => model.find({}, { keys: 0 }).lean<SkuStockRecord>().batchSize(1_000).cursor() as never,
    find: (skuIds) => model.find({ _id: { $in: [...skuIds] } }).lean<SkuStockRecord[]>(),
    async applyDelta({ skuId, productId, shopId, delta, key }) {
      const enough = delta < 0 ? { available: { $gte: -delta } } : {};
      const update = {
        $inc: { available: delta, received: delta },
        $push: { keys: { $each: [key], $slice: -KEYS_KEPT } },
        ...(delta >= 0 && { $setOnInsert: { productId, shopId, sold: 0, pools: {} } }),
      };
      const filter = { _id: skuId, keys: { $ne: key }, ...enough };
      try {
        const result = await all.updateOne(filter as never, update as never, { upsert: delta >= 0 });
        if (result.matchedCount + result.upsertedCount === 1) return 'done';
      } catch (error) {
        // The upsert found no match, tried to insert and met the document: it has the key already.
        if (!isDuplicateKey(error)) throw error;
      }
      return (await one(skuId))?.keys.includes(key) ? 'again' : 'short';
    },
    async allocate(skuId, poolId, room, size) {
      const fresh: PoolShare = { room, size, returned: 0, keys: [] };
      const filter = { _id: skuId, available: { $gte: size }, [share(poolId)]: { $exists: false } };
      if (await changed(filter, { $inc: { available: -size }, $set: { [share(poolId)]: fresh } })) return 'done';
      const known = (await one(skuId))?.pools[poolId];
      if (!known) return 'short';
      return known.size === 0 ? 'barred' : 'done';
    },
    async bar(skuId, poolId, room) {
      const none: PoolShare = { room, size: 0, returned: 0, keys: [] };
      if (await changed({ _id: skuId, [share(poolId)]: { $exists: false } }, { $set: { [share(poolId)]: none } }))
        return;
      const known = (await one(skuId))?.pools[poolId];
      if (!known || known.size === 0) return;
      await changed(
        { _id: skuId, [`${share(poolId)}.size`]: known.size, [`${share(poolId)}.returned`]: known.returned },
        { $inc: { available: known.size - known.returned }, $set: { [share(poolId)]: none } },
      );
    },
    async grow(skuId, poolId, units, key) {
      const at = share(poolId);
      const filter = {
        _id: skuId,
        available: { $gte: units },
        [`${at}.size`]: { $gt: 0 },
        [`${at}.keys`]: { $ne: key },
      };
      const update = { $inc: { available: -units, [`${at}.size`]: units }, $push: { [`${at}.keys`]: key } };
      if (await changed(filter, update)) return 'done';
      const known = (await one(skuId))?.pools[poolId];
      if (!known || known.size === 0) return 'gone';
      return known.keys.includes(key) ? 'again' : 'short';
    },
    moveReturned(skuId, poolId, from, to) {
      const at = `${share(poolId)}.returned`;
      // A negative move takes units back out of the shop, which must have them.
      const enough = to < from ? { available: { $gte: from - to } } : {};
      return changed({ _id: skuId, [at]: from, ...enough }, { $inc: { available: to - from }, $set: { [at]: to } });
    },
    settle(skuId, poolId, { size, returned }, sold) {
      const at = share(poolId);
      return changed(
        { _id: skuId, [`${at}.size`]: size, [`${at}.returned`]: returned },
        { $inc: { available: size - returned - sold, sold }, $unset: { [at]: 1 } },
      );
    },
  };
}
