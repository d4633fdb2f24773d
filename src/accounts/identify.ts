import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { Actor, Member } from '#src/platform/edge/types.ts';

/** Who calls the HTTP API, by `Authorization: Bearer <access token>`; nobody is a guest. @throws SESSION_ENDED */
export async function identify(
  deps: Pick<Deps, 'tokens' | 'endedSessions'>,
  authorization: string | undefined,
): Promise<Actor> {
  if (authorization === undefined) return { kind: 'guest' };
  const [scheme, token] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token || token.length > 2_000) throw new AppError('SESSION_ENDED');
  const member = await deps.tokens.verify(token, 'api');
  if (await deps.endedSessions.has(member.sessionId)) throw new AppError('SESSION_ENDED');
  return member;
}

/** Who opens or prolongs a socket, and until when (ms); the session must still be open. @throws SESSION_ENDED */
export async function admitToSocket(
  deps: Pick<Deps, 'tokens' | 'sessions' | 'clock'>,
  socketToken: string,
): Promise<{ actor: Member; until: number }> {
  const actor = await deps.tokens.verify(socketToken, 'socket');
  const session = await deps.sessions.find(actor.sessionId);
  if (!session || session.endedAt) throw new AppError('SESSION_ENDED');
  return { actor, until: deps.clock.now() + deps.tokens.lives.socketMs };
}
