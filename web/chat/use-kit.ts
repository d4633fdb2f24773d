import { useEffect, useState } from 'preact/hooks';
import type { ChatKit } from '../../src/contract/chat.ts';
import { api } from '../lib/api.ts';
import type { Failure } from '../lib/api-error.ts';

/** The host's canned answers and own words. */
export interface KitState {
  /** Undefined until read. */
  kit: ChatKit | undefined;
  failure: Failure | undefined;
  load: () => Promise<void>;
  /** Answers the refusal, if any. */
  save: (kit: ChatKit) => Promise<Failure | undefined>;
}

export function useKit(): KitState {
  const [kit, setKit] = useState<ChatKit | undefined>(undefined);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const load = async () => {
    const answer = await api('GET /api/chat/kit', {});
    setFailure(answer.ok ? undefined : answer.error);
    if (answer.ok) setKit(answer.data.kit);
  };
  useEffect(() => void load(), []);
  const save = async (body: ChatKit) => {
    const answer = await api('PUT /api/chat/kit', { body });
    if (!answer.ok) return answer.error;
    setKit(answer.data.kit);
    return undefined;
  };
  return { kit, failure, load, save };
}
