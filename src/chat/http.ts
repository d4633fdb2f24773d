import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { decideReport } from './decide-report.ts';
import { listReports } from './list-reports.ts';
import { saveKit } from './save-kit.ts';
import { saveSharedWords } from './save-shared-words.ts';

export function chatRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/chat/kit': async ({ actor }) => ({ kit: await deps.chat.kits.find(actor.id) }),
    'PUT /api/chat/kit': async ({ actor, body }) => ({ kit: await saveKit(deps, actor, body) }),
    'GET /api/ops/chat-reports': async () => ({ rows: await listReports(deps) }),
    'POST /api/ops/chat-reports/:room/:message/decision': ({ actor, params, body }) =>
      decideReport(deps, actor, { ...params, ...body }),
    'GET /api/ops/chat-words': async () => ({ words: [...(await deps.chat.kits.sharedWords())] }),
    'PUT /api/ops/chat-words': async ({ actor, body }) => ({ words: await saveSharedWords(deps, actor, body.words) }),
  };
}
