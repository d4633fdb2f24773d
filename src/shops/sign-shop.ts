import { notify } from '#src/accounts/notify.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { findShop, requireOwnShop } from './look-up.ts';
import type { ShopRecord } from './model.ts';
import { openIfReady } from './open-if-ready.ts';
import { shopPolicy } from './policy.ts';

type SignDeps = Pick<Deps, 'shops' | 'notifications' | 'announce' | 'clock' | 'newId'>;

/** Signs the agreement: a personal shop opens at once, a business shop when its tasks are done. Signing twice signs and tells once. @throws NOT_FOUND NOT_APPROVED */
export async function signShop(deps: SignDeps, actor: Pick<Member, 'id'>, shopId: Id): Promise<ShopRecord> {
  const { type } = await requireOwnShop(deps, actor, shopId);
  await deps.shops.sign(shopId, shopPolicy[type].tasks);
  const shop = await findShop(deps, shopId);
  if (!shop.signed) throw new AppError('NOT_APPROVED', { details: { state: shop.state } });
  await openIfReady(deps, shop);
  await notify(deps, {
    account: shop.ownerId,
    kind: 'shop_signed',
    subject: { type: 'shop', id: shopId },
    text: shop.name,
  });
  return findShop(deps, shopId);
}
