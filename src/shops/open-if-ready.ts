import type { Deps } from '#src/deps.ts';
import type { ShopRecord } from './model.ts';
import { shopPolicy } from './policy.ts';

/** Opens a signed shop once its last task is done; calling it again changes nothing. */
export async function openIfReady(deps: Pick<Deps, 'shops'>, shop: Pick<ShopRecord, '_id' | 'type'>): Promise<void> {
  await deps.shops.openSigned(shop._id, shopPolicy[shop.type].tasks);
}
