import type { CommandInput } from '#src/contract/commands.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor } from '#src/platform/edge/types.ts';
import { warmGate } from '#src/stock/warm-gate.ts';
import { requireItem, requireShelf } from './require-shelf.ts';
import { syncItem } from './sync-item.ts';
import type { SyncDeps } from './sync-item.ts';

type PinDeps = SyncDeps & Pick<Deps, 'clock'>;

/** Pins one item for everybody to see; the one before leaves. @throws ITEM_NOT_FOUND NOT_FOR_SALE */
export async function pinItem(deps: PinDeps, actor: Actor, { room, item }: CommandInput<'shelf:pin'>): Promise<void> {
  await requireShelf(deps, actor, room);
  await requireItem(deps, room, item);
  const at = deps.clock.now();
  if (!(await deps.shelf.pin(room, item, new Date(at)))) throw new AppError('NOT_FOR_SALE', { details: { item } });
  await deps.shelf.unpin(room, item);
  await tellGate(deps, room, item, at);
}

export async function unpinItem(deps: PinDeps, actor: Actor, { room }: CommandInput<'shelf:unpin'>): Promise<void> {
  await requireShelf(deps, actor, room);
  await deps.shelf.unpin(room);
  await tellGate(deps, room, undefined, deps.clock.now());
}

async function tellGate(deps: PinDeps, room: Id, item: Id | undefined, at: number): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const outcome = await deps.gate.pin(room, item, at);
    if (outcome === 'done' || outcome === 'older') return;
    if (outcome === 'warming') await warmGate(deps, room);
    // The gate does not sell it, though MongoDB does: a change is on its way.
    if (outcome === 'off' && item !== undefined) await syncItem(deps, item);
  }
  throw new AppError('CONFLICT', { details: { item } });
}
