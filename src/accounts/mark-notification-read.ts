import { AppError } from '#src/contract/errors.ts';
import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** The first reading counts. @throws NOT_FOUND */
export async function markNotificationRead(
  deps: Pick<Deps, 'notifications' | 'clock'>,
  actor: Member,
  id: Id,
): Promise<void> {
  const isKnown = await deps.notifications.markRead(actor.id, id, new Date(deps.clock.now()));
  if (!isKnown) throw new AppError('NOT_FOUND');
}
