import type { SessionView } from '#src/contract/accounts.ts';
import type { Deps } from '#src/deps.ts';
import type { Member } from '#src/platform/edge/types.ts';
import { toSessionView } from './present.ts';

/** Where an account is signed in. */
export async function listSessions(deps: Pick<Deps, 'sessions' | 'clock'>, actor: Member): Promise<SessionView[]> {
  const sessions = await deps.sessions.listActive(actor.id, new Date(deps.clock.now()));
  return sessions.map((session) => toSessionView(session, session._id === actor.sessionId));
}
