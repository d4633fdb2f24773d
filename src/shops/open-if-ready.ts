import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { findShop } from './look-up.ts';
import { mayOpen } from './rules.ts';

/** Opens a signed shop once nothing is left to do; calling it again changes nothing. */
export async function openIfReady(deps: Pick<Deps, 'shops'>, shopId: Id): Promise<void> {
  const shop = await findShop(deps, shopId);
  if (mayOpen(shop)) await deps.shops.change(shopId, ['approved'], { state: 'open' });
}
