import { useEffect, useState } from 'preact/hooks';
import type { ChatKit } from '../../src/contract/chat.ts';
import { api } from '../lib/api.ts';

/** The host's canned answers and own words; `save` answers the refusal, if any. */
export function useKit() {
  const [kit, setKit] = useState<ChatKit>({ words: [], answers: [] });
  useEffect(() => {
    void api('GET /api/chat/kit', {}).then((answer) => answer.ok && setKit(answer.data.kit));
  }, []);
  const save = async (body: ChatKit) => {
    const answer = await api('PUT /api/chat/kit', { body });
    if (!answer.ok) return answer.error;
    setKit(answer.data.kit);
    return undefined;
  };
  return { kit, save };
}
