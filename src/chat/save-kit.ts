import type { ChatKit } from '#src/contract/chat.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** Keeps a host's refused words and canned answers, for all shows of the account. */
export async function saveKit(deps: Pick<Deps, 'chat'>, actor: Member, kit: ChatKit): Promise<ChatKit> {
  await deps.chat.kits.save(actor.id, kit);
  deps.chat.words.forget();
  return deps.chat.kits.find(actor.id);
}
