import type { CommandInput } from '#src/contract/commands.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor } from '#src/platform/edge/types.ts';
import { requireShelf } from './require-shelf.ts';

/** Puts the shelf in a new order: items named first, in that order, the others after them as they were. */
export async function sortShelf(
  deps: Pick<Deps, 'rooms' | 'shelf' | 'roomLog'>,
  actor: Actor,
  { room, items }: CommandInput<'shelf:sort'>,
): Promise<void> {
  await requireShelf(deps, actor, room);
  const shelf = (await deps.shelf.listOnShelf(room)).map((item) => item._id);
  const named = [...new Set(items)].filter((item) => shelf.includes(item));
  const order = [...named, ...shelf.filter((item) => !named.includes(item))];
  if (order.length === 0) return;
  await deps.shelf.sort(room, order);
  await deps.roomLog.append(room, { kind: 'shelf.sorted', itemIds: order });
}
