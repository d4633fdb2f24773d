import type { CommandInput } from '#src/contract/commands.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor } from '#src/platform/edge/types.ts';
import { changeItem } from './change-item.ts';
import { requireItem, requireShelf } from './require-shelf.ts';
import type { SyncDeps } from './sync-item.ts';

/** Takes an item off the shelf; its free units return to the shop, held and sold ones stay their buyers'. */
export async function removeItem(
  deps: SyncDeps & Pick<Deps, 'clock'>,
  actor: Actor,
  { room, item }: CommandInput<'shelf:remove'>,
): Promise<void> {
  await requireShelf(deps, actor, room);
  await requireItem(deps, room, item);
  await changeItem(deps, item, ({ onShelf }) =>
    onShelf ? { state: 'removed', onShelf: undefined, pinnedAt: undefined } : undefined,
  );
}
