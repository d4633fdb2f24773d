import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import type { Selling } from './gate-items.ts';

/** Opens, pauses or closes selling in a room at once; called with every change of the room's state. */
export async function setSelling(deps: Pick<Deps, 'gate'>, roomId: Id, selling: Selling): Promise<void> {
  await deps.gate.setSelling(roomId, selling);
}
