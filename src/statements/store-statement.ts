import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { drawUp } from './draw-up.ts';
import type { DrawUpDeps } from './draw-up.ts';

/**
 * Stores the statement of a room whose last unit is accounted for, once: who settles it again, e.g. after a death, finds
 * the first. Answers when that was drawn up.
 */
export async function storeStatement(deps: DrawUpDeps & Pick<Deps, 'statements' | 'clock'>, room: Id): Promise<Date> {
  const stored = async () => (await deps.statements.listOf([room]))[0]?.at;
  const known = await stored();
  if (known) return known;
  const at = new Date(deps.clock.now());
  const isFirst = await deps.statements.insert({ _id: room, at, items: await drawUp(deps, room) });
  return isFirst ? at : ((await stored()) ?? at);
}
