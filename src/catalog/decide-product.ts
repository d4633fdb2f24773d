import type { z } from 'zod';
import { notify } from '#src/accounts/notify.ts';
import type { productDecision } from '#src/contract/catalog.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { AuditActor } from '#src/ops/record-audit.ts';
import { refreshProduct } from '#src/shelf/refresh-product.ts';
import { findProduct } from './look-up.ts';
import type { ProductRecord } from './model.ts';
import { isLocked } from './rules.ts';

/** Ends a review: approval makes the draft the online copy, on live shelves too. @throws NOT_FOUND PRODUCT_STATE CONFLICT */
export async function decideProduct(
  deps: Deps,
  actor: AuditActor,
  productId: Id,
  decision: z.output<typeof productDecision>,
): Promise<ProductRecord> {
  const product = await findProduct(deps, productId);
  if (!isLocked(product)) {
    // The same result delivered again changes nothing.
    if (decision.decision === 'approve' && product.draftState.status === 'approved') return product;
    throw new AppError('PRODUCT_STATE', { details: { status: product.draftState.status } });
  }
  const isApproved = decision.decision === 'approve';
  const change = isApproved
    ? { draftState: { status: 'approved' as const }, online: product.draft, version: product.version + 1 }
    : { draftState: { status: 'rejected' as const, reason: decision.reason } };
  if (!(await deps.products.change(productId, product.revision, { ...change, updatedAt: new Date(deps.clock.now()) })))
    throw new AppError('CONFLICT');
  if (isApproved) await refreshProduct(deps, productId);
  const reason = isApproved ? undefined : decision.reason;
  await recordAudit(deps, {
    actor,
    act: `product.${decision.decision}`,
    subject: { type: 'product', id: productId },
    reason,
  });
  await notify(deps, {
    account: product.ownerId,
    kind: isApproved ? 'product_approved' : 'product_rejected',
    subject: { type: 'product', id: productId },
    text: reason ?? product.draft.title,
    key: String(product.revision),
  });
  return findProduct(deps, productId);
}
