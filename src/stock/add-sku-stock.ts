import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { StockDelta } from './sku-model.ts';

/** Changes a SKU's stock by a difference; the same key changes it once. @throws STOCK_SHORT */
export async function changeStock(deps: Pick<Deps, 'stock'>, change: StockDelta): Promise<void> {
  if ((await deps.stock.skus.applyDelta(change)) !== 'short') return;
  const [stock] = await deps.stock.skus.find([change.skuId]);
  throw new AppError('STOCK_SHORT', { details: { sku: change.skuId, available: stock?.available ?? 0 } });
}
