import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { PaperKind } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { decideShop } from './decide-shop.ts';
import { findShop, requireOwnShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';
import { isEditable, missingParts, paperProblems, partsInReview } from './rules.ts';

type SubmitDeps = Pick<Deps, 'shops' | 'clock' | 'config' | 'audit' | 'newId' | 'notifications' | 'announce'>;

/** Hands the file in for review. @throws NOT_FOUND SHOP_STATE PAPERS_MISSING PAPERS_SURPLUS INVALID_INPUT SHOP_CAP_REACHED */
export async function submitShop(deps: SubmitDeps, actor: Pick<Member, 'id'>, shopId: Id): Promise<ShopRecord> {
  const shop = await requireOwnShop(deps, actor, shopId);
  if (!isEditable(shop)) throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  checkComplete(shop);
  await takeLegalSlot(deps, shop);
  const round = shop.round + 1;
  const change = {
    state: 'in_review' as const,
    parts: partsInReview(shop.type),
    round,
    submittedAt: new Date(deps.clock.now()),
  };
  if (!(await deps.shops.change(shopId, ['opened', 'rejected'], change, shop.round))) throw new AppError('CONFLICT');
  if (deps.config.SHOP_AUTO_APPROVE) await decideShop(deps, 'system', shopId, { decision: 'approve' });
  return findShop(deps, shopId);
}

function checkComplete(shop: ShopRecord): void {
  const { missing, surplus } = paperProblems(shop.type, Object.keys(shop.papers) as PaperKind[]);
  if (missing.length > 0) throw new AppError('PAPERS_MISSING', { details: { papers: missing } });
  if (surplus.length > 0) throw new AppError('PAPERS_SURPLUS', { details: { papers: surplus } });
  const parts = missingParts(shop.type, shop.file);
  if (parts.length > 0)
    throw new AppError('INVALID_INPUT', { details: { fields: parts.map((path) => ({ path, problem: 'missing' })) } });
}

async function takeLegalSlot(deps: Pick<Deps, 'shops'>, shop: ShopRecord): Promise<void> {
  const { cap } = shopPolicy[shop.type];
  const legalId = shop.file.business?.legalId;
  if (cap.per !== 'legal_id' || !legalId) return;
  const taken = await deps.shops.takeSlot(`${shop.type}:${legalId.toUpperCase()}`, cap.shops, shop._id);
  if (!taken) throw new AppError('SHOP_CAP_REACHED', { details: { cap: cap.shops } });
}
