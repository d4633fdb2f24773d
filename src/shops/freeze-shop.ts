import { notify } from '#src/accounts/notify.ts';
import { refreshShop } from '#src/catalog/refresh-shop.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { AuditActor } from '#src/ops/record-audit.ts';
import { withdrawShop } from '#src/shelf/withdraw-shop.ts';
import { findShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';

/** Stops an open shop: its products leave live shelves and pins at once; orders already made are untouched. Safe to repeat. @throws NOT_FOUND SHOP_STATE */
export async function freezeShop(deps: Deps, actor: AuditActor, shopId: Id, reason: string): Promise<ShopRecord> {
  await deps.shops.freeze(shopId, reason);
  const shop = await findShop(deps, shopId);
  if (shop.state !== 'frozen') throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  await withdrawShop(deps, shopId);
  const subject = { type: 'shop', id: shopId } as const;
  const key = String(shop.freezes);
  const text = shop.frozenReason ?? reason;
  await recordAudit(deps, { actor, act: 'shop.freeze', subject, reason: text, key });
  await notify(deps, { account: shop.ownerId, kind: 'shop_frozen', subject, text, key });
  return shop;
}

/** Lets a frozen shop sell again; what of it is still on shelves comes back on sale. Safe to repeat. @throws NOT_FOUND SHOP_STATE */
export async function unfreezeShop(deps: Deps, actor: AuditActor, shopId: Id): Promise<ShopRecord> {
  await deps.shops.unfreeze(shopId);
  const shop = await findShop(deps, shopId);
  if (shop.state !== 'open' || shop.freezes === 0) {
    throw new AppError('SHOP_STATE', { details: { state: shop.state } });
  }
  await refreshShop(deps, shopId);
  const subject = { type: 'shop', id: shopId } as const;
  await recordAudit(deps, { actor, act: 'shop.unfreeze', subject, key: String(shop.freezes) });
  return shop;
}
