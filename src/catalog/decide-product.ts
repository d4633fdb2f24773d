import { notify } from '#src/accounts/notify.ts';
import type { ProductDecision } from '#src/contract/catalog.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { AuditActor } from '#src/ops/record-audit.ts';
import { refreshProduct } from '#src/shelf/refresh-product.ts';
import { noteProductOnline } from '#src/shops/finish-task.ts';
import { findProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';
import { isDecidedAlike } from './rules.ts';

/**
 * Ends a review: approval makes the draft the online copy, on live shelves too. The same result delivered twice decides
 * and tells once. @throws NOT_FOUND, PRODUCT_STATE, CONFLICT (it was submitted anew since it was looked at)
 */
export async function decideProduct(
  deps: Deps,
  actor: AuditActor,
  productId: Id,
  decision: ProductDecision,
): Promise<ProductRecord> {
  const product = await findProduct(deps, productId);
  if (decision.submittedAt !== undefined && decision.submittedAt !== product.submittedAt?.toISOString()) {
    throw new AppError('CONFLICT', { details: { submittedAt: product.submittedAt?.toISOString() } });
  }
  const at = new Date(deps.clock.now());
  // The draft is locked in review, so what was read here is what was looked at.
  if (decision.decision === 'approve') await deps.products.approve(productId, product.round, product.draft, at);
  else await deps.products.reject(productId, product.round, decision.reason, at);
  const now = await findProduct(deps, productId);
  if (now.round !== product.round || !isDecidedAlike(now, decision)) {
    throw new AppError('PRODUCT_STATE', { details: { status: now.draftState.status } });
  }
  // Runs for a repeat as well: each of these happens once, and none is lost when a process dies in between.
  if (decision.decision === 'approve') {
    await refreshProduct(deps, productId);
    await noteProductOnline(deps, now.shopId);
  }
  await tell(deps, actor, now, decision.decision);
  return now;
}

async function tell(deps: Deps, actor: AuditActor, product: ProductRecord, result: 'approve' | 'reject') {
  const subject = { type: 'product', id: product._id } as const;
  const { draftState } = product;
  const reason = draftState.status === 'rejected' ? draftState.reason : undefined;
  const key = String(product.round);
  await recordAudit(deps, { actor, act: `product.${result}`, subject, reason, key });
  await notify(deps, {
    account: product.ownerId,
    kind: result === 'approve' ? 'product_approved' : 'product_rejected',
    subject,
    text: reason ?? product.draft.title,
    key,
  });
}
