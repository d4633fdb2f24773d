import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { PaperKind } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { claimPlace } from './claim-place.ts';
import { decideShop } from './decide-shop.ts';
import { findShop, requireOwnShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { isEditable, missingParts, paperProblems, partsInReview } from './rules.ts';

type SubmitDeps = Pick<Deps, 'shops' | 'clock' | 'config' | 'audit' | 'newId' | 'notifications' | 'announce'>;

/** Hands the file in for review. @throws NOT_FOUND SHOP_STATE PAPERS_MISSING PAPERS_SURPLUS SHOP_CAP_REACHED CONFLICT (it was edited meanwhile) */
export async function submitShop(deps: SubmitDeps, actor: Pick<Member, 'id'>, shopId: Id): Promise<ShopRecord> {
  const shop = await requireOwnShop(deps, actor, shopId);
  if (!isEditable(shop)) throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  checkComplete(shop);
  await claimPlace(deps, shop);
  const now = new Date(deps.clock.now());
  if (!(await deps.shops.submit(shopId, shop.edits, partsInReview(shop.type), now))) throw new AppError('CONFLICT');
  if (deps.config.SHOP_AUTO_APPROVE) return decideShop(deps, 'system', shopId, { decision: 'approve' });
  return findShop(deps, shopId);
}

/** Everything that is missing is named in one answer. */
function checkComplete(shop: ShopRecord): void {
  const { missing, surplus } = paperProblems(shop.type, Object.keys(shop.papers) as PaperKind[]);
  const parts = missingParts(shop.type, shop.file);
  if (missing.length + parts.length > 0) {
    throw new AppError('PAPERS_MISSING', { details: { papers: missing, ...(parts.length > 0 && { parts }) } });
  }
  if (surplus.length > 0) throw new AppError('PAPERS_SURPLUS', { details: { papers: surplus } });
}
