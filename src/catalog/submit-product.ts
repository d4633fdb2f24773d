import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findShop } from '#src/shops/look-up.ts';
import { shopPolicy, submissionQuota } from '#src/shops/policy.ts';
import { decideProduct } from './decide-product.ts';
import { findProduct, requireOwnProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';
import { isLocked, productProblems } from './rules.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hands the draft in for review, which locks it. @throws NOT_FOUND PRODUCT_LOCKED PRODUCT_INVALID SUBMISSION_QUOTA CONFLICT */
export async function submitProduct(deps: Deps, actor: Pick<Member, 'id'>, productId: Id): Promise<ProductRecord> {
  const product = await requireOwnProduct(deps, actor, productId);
  if (isLocked(product)) throw new AppError('PRODUCT_LOCKED');
  const shop = await findShop(deps, product.shopId);
  if (shop.state === 'frozen') throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  const problems = productProblems(product.draft, shopPolicy[shop.type].maxPrice);
  if (problems.length > 0) throw new AppError('PRODUCT_INVALID', { details: { problems } });
  await countSubmission(deps, product.shopId);
  const now = new Date(deps.clock.now());
  const change = { draftState: { status: 'in_review' as const, since: now }, updatedAt: now };
  if (!(await deps.products.change(productId, product.revision, change))) throw new AppError('CONFLICT');
  if (deps.config.SHOP_AUTO_APPROVE) await decideProduct(deps, 'system', productId, { decision: 'approve' });
  return findProduct(deps, productId);
}

async function countSubmission(deps: Pick<Deps, 'products' | 'clock'>, shopId: Id): Promise<void> {
  const now = deps.clock.now();
  const windows = [
    { length: HOUR_MS, limit: submissionQuota.perHour, tag: 'h' },
    { length: DAY_MS, limit: submissionQuota.perDay, tag: 'd' },
  ];
  for (const { length, limit, tag } of windows) {
    const index = Math.floor(now / length);
    const ends = (index + 1) * length;
    if (!(await deps.products.countSubmission(`${shopId}:${tag}:${index}`, limit, new Date(ends + HOUR_MS)))) {
      throw new AppError('SUBMISSION_QUOTA', { retryAfterMs: ends - now, details: { limit } });
    }
  }
}
