import type { Id } from '#src/contract/ids.ts';
import type { Deps } from '#src/deps.ts';
import { hashSecret } from '#src/platform/tokens.ts';

type SignOutDeps = Pick<Deps, 'sessions' | 'endedSessions' | 'announce' | 'clock'>;

/** Ends the session of this refresh token and its sockets; an unknown token changes nothing. */
export async function signOut(deps: SignOutDeps, refreshToken: string | undefined): Promise<void> {
  const [id = '', secret = ''] = refreshToken?.split('.') ?? [];
  const session = id ? await deps.sessions.find(id) : undefined;
  if (!session || session.current !== hashSecret(secret)) return;
  await deps.sessions.end(id, new Date(deps.clock.now()));
  await deps.endedSessions.mark([id]);
  deps.announce.endSession(id, 'signed_out');
}

/** Ends all sessions and sockets of an account. */
export async function signOutEverywhere(deps: SignOutDeps, accountId: Id): Promise<void> {
  await deps.endedSessions.mark(await deps.sessions.endAll(accountId, new Date(deps.clock.now())));
  deps.announce.endAccount(accountId, 'signed_out');
}
