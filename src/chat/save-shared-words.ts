import type { Deps } from '#src/deps.ts';
import { recordAudit } from '#src/ops/record-audit.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** Replaces the words that are refused in every room; other nodes hear of it within seconds. */
export async function saveSharedWords(
  deps: Pick<Deps, 'chat' | 'audit' | 'clock' | 'newId'>,
  actor: Member,
  words: readonly string[],
): Promise<string[]> {
  const unique = [...new Set(words)];
  await deps.chat.kits.saveSharedWords(unique);
  deps.chat.words.forget();
  const subject = { type: 'account', id: actor.id } as const;
  await recordAudit(deps, { actor, act: 'chat.words', subject, details: { words: unique.length } });
  return unique;
}
