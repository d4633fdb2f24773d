import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';
import { capHolder } from './rules.ts';

/** Takes the shop's place under its cap for its next submission; safe to repeat. @throws SHOP_CAP_REACHED */
export async function claimPlace(deps: Pick<Deps, 'shops'>, shop: ShopRecord): Promise<void> {
  const holder = capHolder(shop);
  if (holder === undefined) return;
  const { cap } = shopPolicy[shop.type];
  if (!(await deps.shops.slots.take(holder, cap.shops, shop._id, shop.round + 1)))
    throw new AppError('SHOP_CAP_REACHED', { details: { type: shop.type, cap: cap.shops, per: cap.per } });
}

/**
 * A rejected business gives its place back, so that shops handed in under a stranger's legal id do not use up his
 * places. An account's own place stays with its shop.
 */
export async function releasePlace(deps: Pick<Deps, 'shops'>, shop: ShopRecord): Promise<void> {
  const holder = capHolder(shop);
  if (holder === undefined || shopPolicy[shop.type].cap.per === 'account') return;
  await deps.shops.slots.release(holder, shop._id, shop.round);
}
