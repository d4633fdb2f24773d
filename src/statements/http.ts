import type { Deps } from '#src/deps.ts';
import type { RouteHandlers } from '#src/platform/edge/types.ts';
import { listOwnStatements, listStatements, readStatement } from './read-statements.ts';

export function statementRoutes(deps: Deps): RouteHandlers {
  return {
    'GET /api/statements': ({ actor, query }) => listOwnStatements(deps, actor, query),
    'GET /api/ops/statements': ({ query }) => listStatements(deps, query),
    'GET /api/rooms/:id/statement': async ({ actor, params }) => ({
      statement: await readStatement(deps, actor, params.id),
    }),
  };
}
