import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { changeItem } from './change-item.ts';
import type { SyncDeps } from './sync-item.ts';

/**
 * Takes everything of a shop off sale and off the pin in every room at once, because it was frozen or unlinked. Units
 * held or ordered already stay their buyers'.
 */
export async function withdrawShop(deps: SyncDeps & Pick<Deps, 'clock'>, shopId: Id): Promise<void> {
  for (const { _id } of await deps.shelf.listEverywhere({ shop: shopId })) {
    await changeItem(deps, _id, ({ state }) =>
      state === 'on_sale' ? { state: 'withdrawn', pinnedAt: undefined } : undefined,
    );
  }
}
