import type { Mongo } from '#src/platform/mongo.ts';
import { createPoolStore } from './pool-model.ts';
import type { PoolStore } from './pool-model.ts';
import { createSkuStockStore } from './sku-model.ts';
import type { SkuStockStore } from './sku-model.ts';
import { createUnitStore } from './unit-model.ts';
import type { UnitStore } from './unit-model.ts';

/** Stock in MongoDB, the truth: what shops have, what rooms were given, which units are claimed. */
export interface StockStore {
  skus: SkuStockStore;
  pools: PoolStore;
  units: UnitStore;
}

export function createStockStore(mongo: Mongo): StockStore {
  return { skus: createSkuStockStore(mongo), pools: createPoolStore(mongo), units: createUnitStore(mongo) };
}
