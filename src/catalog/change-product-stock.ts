import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { changeStock } from '#src/stock/add-sku-stock.ts';
import { requireOwnProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';

/** Changes stock by a difference, which needs no review; the key makes a repeat harmless. @throws NOT_FOUND STOCK_SHORT */
export async function changeProductStock(
  deps: Deps,
  actor: Pick<Member, 'id'>,
  productId: Id,
  input: { skuId: Id; delta: number; key: Id },
): Promise<ProductRecord> {
  const product = await requireOwnProduct(deps, actor, productId);
  const skus = [...product.draft.skus, ...(product.online?.skus ?? [])];
  if (!skus.some((sku) => sku.id === input.skuId)) throw new AppError('NOT_FOUND', { details: { sku: input.skuId } });
  await changeStock(deps, { ...input, productId, shopId: product.shopId });
  return product;
}
