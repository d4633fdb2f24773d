import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import { hashSecret } from '#src/platform/tokens.ts';
import { ROTATION_GRACE_MS, SESSION_LIFE_MS } from './policy.ts';
import type { SessionRecord } from './session-model.ts';
import { signedInAnswer } from './start-session.ts';
import type { StartedSession } from './start-session.ts';

type RefreshDeps = Pick<Deps, 'accounts' | 'sessions' | 'endedSessions' | 'tokens' | 'clock' | 'announce'>;

/**
 * Rotates the refresh secret. For a moment the one before is answered again, with the same successor: its first answer
 * may have been lost by a page that was left, or a second tab asked. Later it comes back only from a thief or a victim,
 * so the session ends for both. @throws SESSION_ENDED ACCOUNT_BANNED
 */
export async function refresh(deps: RefreshDeps, refreshToken: string | undefined): Promise<StartedSession> {
  const [id = '', secret = ''] = refreshToken?.split('.') ?? [];
  const session = id ? await deps.sessions.find(id) : undefined;
  const now = deps.clock.now();
  if (!session || session.endedAt || session.expiresAt.getTime() <= now) throw new AppError('SESSION_ENDED');
  const hash = hashSecret(secret);
  const next = deps.tokens.successorOf(secret);
  if (hash === session.current) {
    const until = new Date(now + SESSION_LIFE_MS);
    const isFirst = await deps.sessions.rotate(id, hash, hashSecret(next), new Date(now), until);
    // Where another tab was faster it has made the same step; otherwise the session has just ended.
    if (!isFirst && (await deps.sessions.find(id))?.endedAt) throw new AppError('SESSION_ENDED');
  } else if (!isRepeat(session, hash, hashSecret(next), now)) {
    return refuseReuse(deps, session, hash);
  }
  const account = await deps.accounts.find(session.account);
  if (!account) throw new AppError('SESSION_ENDED');
  if (account.bannedAt) throw new AppError('ACCOUNT_BANNED', { details: { reason: account.bannedReason } });
  return { answer: await signedInAnswer(deps, account, id), refreshToken: `${id}.${next}` };
}

/** The step of a moment ago, asked for once more. */
function isRepeat(session: SessionRecord, hash: string, next: string, now: number): boolean {
  const isLast = session.used.at(-1) === hash && session.current === next;
  return isLast && now - session.lastSeenAt.getTime() < ROTATION_GRACE_MS;
}

async function refuseReuse(deps: RefreshDeps, session: SessionRecord, hash: string): Promise<never> {
  if (!session.used.includes(hash)) throw new AppError('SESSION_ENDED');
  await deps.sessions.end(session._id, new Date(deps.clock.now()));
  await deps.endedSessions.mark([session._id]);
  deps.announce.endSession(session._id, 'signed_out');
  throw new AppError('SESSION_ENDED');
}
