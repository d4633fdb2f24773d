import { notify } from '#src/accounts/notify.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ShopDecision } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { AuditActor } from '#src/ops/record-audit.ts';
import { findShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { partsAfterDecision } from './rules.ts';

type DecideDeps = Pick<Deps, 'shops' | 'audit' | 'clock' | 'newId' | 'notifications' | 'announce'>;

/** Ends a review; a result delivered twice decides and notifies once. @throws NOT_FOUND SHOP_STATE */
export async function decideShop(
  deps: DecideDeps,
  actor: AuditActor,
  shopId: Id,
  decision: ShopDecision,
): Promise<ShopRecord> {
  const shop = await findShop(deps, shopId);
  const state = decision.decision === 'approve' ? 'approved' : 'rejected';
  const change = { state, parts: partsAfterDecision(shop.type, decision) } as const;
  if (!(await deps.shops.change(shopId, ['in_review'], change, shop.round))) {
    if (shop.state === state) return shop;
    throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  }
  const reason =
    decision.decision === 'reject'
      ? Object.entries(decision.reasons)
          .map(([part, why]) => `${part}: ${why}`)
          .join('; ')
      : undefined;
  await recordAudit(deps, { actor, act: `shop.${decision.decision}`, subject: { type: 'shop', id: shopId }, reason });
  await notify(deps, {
    account: shop.ownerId,
    kind: decision.decision === 'approve' ? 'shop_approved' : 'shop_rejected',
    subject: { type: 'shop', id: shopId },
    text: reason ?? shop.name,
    key: String(shop.round),
  });
  return findShop(deps, shopId);
}
