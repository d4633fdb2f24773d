import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { ShelfItemRecord } from './item.ts';
import type { ShelfChange } from './model.ts';
import { syncItem } from './sync-item.ts';
import type { SyncDeps } from './sync-item.ts';

/**
 * Changes an item in MongoDB, then in the gate. `decide` sees the item as it is and answers the change, or undefined when
 * there is nothing to do; it is asked again when somebody else changed the item meanwhile.
 */
export async function changeItem(
  deps: SyncDeps & Pick<Deps, 'clock'>,
  itemId: Id,
  decide: (item: ShelfItemRecord) => ShelfChange | undefined,
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const item = await deps.shelf.find(itemId);
    const change = item && decide(item);
    if (!item || !change) return;
    if (await deps.shelf.change(item, change, new Date(deps.clock.now()))) return syncItem(deps, itemId);
  }
  throw new AppError('CONFLICT', { details: { item: itemId } });
}
