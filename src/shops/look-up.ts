import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { ShopType } from '#src/contract/shops.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';

/** @throws NOT_FOUND */
export async function findShop(deps: Pick<Deps, 'shops'>, shopId: Id): Promise<ShopRecord> {
  const shop = await deps.shops.find(shopId);
  if (!shop) throw new AppError('NOT_FOUND', { details: { shop: shopId } });
  return shop;
}

/** The shop, for its owner alone; others do not learn that it exists. @throws NOT_FOUND */
export async function requireOwnShop(
  deps: Pick<Deps, 'shops'>,
  actor: Pick<Member, 'id'>,
  shopId: Id,
): Promise<ShopRecord> {
  const shop = await findShop(deps, shopId);
  if (shop.ownerId !== actor.id) throw new AppError('NOT_FOUND', { details: { shop: shopId } });
  return shop;
}

/** The shop, for its owner and operators. @throws NOT_FOUND */
export async function requireVisibleShop(deps: Pick<Deps, 'shops'>, actor: Member, shopId: Id): Promise<ShopRecord> {
  return actor.role === 'operator' ? findShop(deps, shopId) : requireOwnShop(deps, actor, shopId);
}

/** Live selling is switched per shop type and per account; accounts are on unless an operator switched them off. */
export async function mayGoLive(deps: Pick<Deps, 'channels'>, accountId: Id, type: ShopType): Promise<boolean> {
  const channel = await deps.channels.findByOwner(accountId);
  return shopPolicy[type].live && channel?.liveDisabled !== true;
}
