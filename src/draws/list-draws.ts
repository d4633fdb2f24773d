import type { Id } from '#src/contract/ids.ts';
import type { DrawView } from '#src/contract/draws.ts';
import type { Deps } from '#src/deps.ts';
import type { DrawRecord } from './draw.ts';
import { drawPolicy } from './policy.ts';

/** A room's draws, newest first; who took part in one is read of that one, since it may be thousands. */
export async function listDraws(deps: Pick<Deps, 'draws'>, room: Id): Promise<{ draws: DrawView[] }> {
  return { draws: (await deps.draws.listOfRoom(room, drawPolicy.shown)).map(toView) };
}

/** A seed is nobody's to see before its draw is made. */
export function toView({ item, number, commitment, committedAt, state, seed, drawnAt }: DrawRecord): DrawView {
  const view = { itemId: item, number, commitment, committedAt: committedAt.toISOString() };
  return state === 'drawn' ? { ...view, seed, drawnAt: drawnAt!.toISOString() } : view;
}
