import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import { toInstant } from '#src/platform/clock.ts';
import type { Member } from '#src/platform/edge/types.ts';

/** A token for one handshake; refused when the session has ended though its access token still lives. @throws SESSION_ENDED */
export async function issueSocketToken(
  deps: Pick<Deps, 'sessions' | 'tokens'>,
  member: Member,
): Promise<{ token: string; expiresAt: string }> {
  const session = await deps.sessions.find(member.sessionId);
  if (!session || session.endedAt) throw new AppError('SESSION_ENDED');
  const { token, expiresAt } = await deps.tokens.sign(member, 'socket');
  return { token, expiresAt: toInstant(expiresAt) };
}
