import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import { hashSecret, newSecret } from '#src/platform/tokens.ts';
import { ROTATION_GRACE_MS, SESSION_LIFE_MS } from './policy.ts';
import type { SessionRecord } from './session-model.ts';
import { signedInAnswer } from './start-session.ts';
import type { StartedSession } from './start-session.ts';

type RefreshDeps = Pick<Deps, 'accounts' | 'sessions' | 'endedSessions' | 'tokens' | 'clock' | 'announce'>;

/**
 * Rotates the refresh secret. A secret that was rotated away comes back only from a thief or a victim, so the session
 * ends for both. @throws SESSION_ENDED ACCOUNT_BANNED CONFLICT when another tab rotated a moment ago
 */
export async function refresh(deps: RefreshDeps, refreshToken: string | undefined): Promise<StartedSession> {
  const [id = '', secret = ''] = refreshToken?.split('.') ?? [];
  const session = id ? await deps.sessions.find(id) : undefined;
  const now = deps.clock.now();
  if (!session || session.endedAt || session.expiresAt.getTime() <= now) throw new AppError('SESSION_ENDED');
  const hash = hashSecret(secret);
  if (hash !== session.current) return refuseReuse(deps, session, hash);
  const next = newSecret();
  if (!(await deps.sessions.rotate(id, hash, hashSecret(next), new Date(now), new Date(now + SESSION_LIFE_MS)))) {
    throw new AppError('CONFLICT', { retryAfterMs: 200 });
  }
  const account = await deps.accounts.find(session.account);
  if (!account) throw new AppError('SESSION_ENDED');
  if (account.bannedAt) throw new AppError('ACCOUNT_BANNED', { details: { reason: account.bannedReason } });
  return { answer: await signedInAnswer(deps, account, id), refreshToken: `${id}.${next}` };
}

async function refuseReuse(deps: RefreshDeps, session: SessionRecord, hash: string): Promise<never> {
  if (!session.used.includes(hash)) throw new AppError('SESSION_ENDED');
  const lately = deps.clock.now() - session.lastSeenAt.getTime() < ROTATION_GRACE_MS && session.used.at(-1) === hash;
  if (lately) throw new AppError('CONFLICT', { retryAfterMs: 200 });
  await deps.sessions.end(session._id, new Date(deps.clock.now()));
  await deps.endedSessions.mark([session._id]);
  deps.announce.endSession(session._id, 'signed_out');
  throw new AppError('SESSION_ENDED');
}
