import type { Composed } from '#src/compose.ts';
import type { DrawReport } from '#src/contract/draws.ts';
import { listDraws } from '#src/draws/list-draws.ts';
import { readDraw } from '#src/draws/read-draw.ts';

/** What everybody may know of a room's draws that were made, newest first. */
export async function publicDraws(deps: Composed, room: string): Promise<DrawReport[]> {
  const { draws } = await listDraws(deps, room);
  const made = draws.filter(({ seed }) => seed !== undefined);
  return Promise.all(
    made.map(async ({ itemId, number }) => (await readDraw(deps, { id: room, item: itemId, number })).draw),
  );
}
