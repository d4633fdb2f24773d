import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findShop } from '#src/shops/look-up.ts';
import { shopPolicy } from '#src/shops/policy.ts';
import { decideProduct } from './decide-product.ts';
import { findProduct, requireOwnProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';
import { brokenRules, isLocked } from './rules.ts';
import { spendSubmission } from './spend-submission.ts';

/**
 * Hands the draft in for review, which locks it.
 * @throws NOT_FOUND, PRODUCT_LOCKED, PRODUCT_STATE (nothing was changed since the last approval), SHOP_STATE, PRODUCT_INVALID, SUBMISSION_QUOTA, CONFLICT
 */
export async function submitProduct(deps: Deps, actor: Pick<Member, 'id'>, productId: Id): Promise<ProductRecord> {
  const product = await requireOwnProduct(deps, actor, productId);
  if (isLocked(product)) throw new AppError('PRODUCT_LOCKED');
  if (product.draftState.status === 'approved')
    throw new AppError('PRODUCT_STATE', { details: { status: 'approved' } });
  const shop = await findShop(deps, product.shopId);
  if (shop.state === 'frozen') throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  const rules = brokenRules(product.draft, shopPolicy[shop.type].maxPrice);
  if (rules.length > 0) throw new AppError('PRODUCT_INVALID', { details: { rules } });
  const takeBack = await spendSubmission(deps, { id: shop._id, type: shop.type });
  if (!(await deps.products.submit(productId, product.revision, new Date(deps.clock.now())))) {
    await takeBack();
    throw new AppError('CONFLICT');
  }
  if (deps.config.SHOP_AUTO_APPROVE) return decideProduct(deps, 'system', productId, { decision: 'approve' });
  return findProduct(deps, productId);
}
