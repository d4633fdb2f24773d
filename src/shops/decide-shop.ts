import { notify } from '#src/accounts/notify.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ShopDecision } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { AuditActor } from '#src/ops/record-audit.ts';
import { releasePlace } from './claim-place.ts';
import { findShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { isDecidedAlike, partsDecided, rejectionText, surplusParts } from './rules.ts';

type DecideDeps = Pick<Deps, 'shops' | 'audit' | 'clock' | 'newId' | 'notifications' | 'announce'>;

/**
 * Ends a review; the same result delivered twice decides and tells once.
 * @throws NOT_FOUND, SHOP_STATE, CONFLICT (the file was submitted anew since it was looked at), INVALID_INPUT (a part this type has not)
 */
export async function decideShop(
  deps: DecideDeps,
  actor: AuditActor,
  shopId: Id,
  decision: ShopDecision,
): Promise<ShopRecord> {
  const shop = await findShop(deps, shopId);
  if (decision.submittedAt !== undefined && decision.submittedAt !== shop.submittedAt?.toISOString()) {
    throw new AppError('CONFLICT', { details: { submittedAt: shop.submittedAt?.toISOString() } });
  }
  const surplus = decision.decision === 'reject' ? surplusParts(shop.type, keysOf(decision.reasons)) : [];
  if (surplus.length > 0) {
    const fields = surplus.map((part) => ({ path: `reasons.${part}`, problem: 'this shop has no such part' }));
    throw new AppError('INVALID_INPUT', { details: { fields } });
  }
  const state = decision.decision === 'approve' ? 'approved' : 'rejected';
  await deps.shops.decide(shopId, shop.round, { state, parts: partsDecided(shop.type, decision) });
  const now = await findShop(deps, shopId);
  if (now.round !== shop.round || !isDecidedAlike(now, decision)) {
    throw new AppError('SHOP_STATE', { details: { state: now.state } });
  }
  // Runs for a repeat as well: each of these happens once, and none is lost when a process dies in between.
  await tell(deps, actor, now, decision.decision);
  return now;
}

async function tell(deps: DecideDeps, actor: AuditActor, shop: ShopRecord, result: 'approve' | 'reject') {
  const subject = { type: 'shop', id: shop._id } as const;
  const reason = result === 'reject' ? rejectionText(shop.parts) : undefined;
  if (result === 'reject') await releasePlace(deps, shop);
  await recordAudit(deps, { actor, act: `shop.${result}`, subject, reason, key: String(shop.round) });
  await notify(deps, {
    account: shop.ownerId,
    kind: result === 'approve' ? 'shop_approved' : 'shop_rejected',
    subject,
    text: reason ?? shop.name,
    key: String(shop.round),
  });
}

const keysOf = <K extends string>(record: Partial<Record<K, unknown>>) => Object.keys(record) as K[];
