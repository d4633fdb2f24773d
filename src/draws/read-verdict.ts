import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';

/**
 * Whether a ticket that a draw granted units may keep them: what counts is what was recorded, and a run that stood still
 * may have granted some beside it. `open` until the draw is recorded.
 */
export async function readVerdict(
  deps: Pick<Deps, 'draws' | 'windows'>,
  room: Id,
  ticket: Id,
): Promise<'open' | 'won' | 'lost'> {
  const entry = await deps.windows.entry(room, ticket);
  const verdict = entry && (await deps.draws.verdictOf(entry.item, entry.number, ticket));
  if (verdict?.state === 'closed') return 'open';
  // Nothing is known against one whose entry Redis has lost: it comes from units that were claimed, after this question.
  return verdict?.outcome === undefined || verdict.outcome === 'won' ? 'won' : 'lost';
}
