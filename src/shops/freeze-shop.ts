import { notify } from '#src/accounts/notify.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { AuditActor } from '#src/ops/record-audit.ts';
import { withdrawShop } from '#src/shelf/withdraw-shop.ts';
import { findShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';

/** Stops a shop: its products leave live shelves and pins at once; orders already made are untouched. @throws NOT_FOUND SHOP_STATE */
export async function freezeShop(deps: Deps, actor: AuditActor, shopId: Id, reason: string): Promise<ShopRecord> {
  const shop = await findShop(deps, shopId);
  if (shop.state === 'frozen') return shop;
  if (!(await deps.shops.freeze(shopId, shop.state, reason))) throw new AppError('CONFLICT');
  await withdrawShop(deps, shopId);
  await recordAudit(deps, { actor, act: 'shop.freeze', subject: { type: 'shop', id: shopId }, reason });
  await notify(deps, {
    account: shop.ownerId,
    kind: 'shop_frozen',
    subject: { type: 'shop', id: shopId },
    text: reason,
    key: String(deps.clock.now()),
  });
  return findShop(deps, shopId);
}

/** Gives a frozen shop back the state it had. @throws NOT_FOUND SHOP_STATE */
export async function unfreezeShop(
  deps: Pick<Deps, 'shops' | 'audit' | 'clock' | 'newId'>,
  actor: AuditActor,
  shopId: Id,
): Promise<ShopRecord> {
  const shop = await findShop(deps, shopId);
  if (!shop.frozen || !(await deps.shops.unfreeze(shopId, shop.frozen.before)))
    throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  await recordAudit(deps, { actor, act: 'shop.unfreeze', subject: { type: 'shop', id: shopId } });
  return findShop(deps, shopId);
}
