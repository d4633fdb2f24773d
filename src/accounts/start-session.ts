import type { Deps } from '#src/deps.ts';
import type { SignedIn } from '#src/contract/accounts.ts';
import { toInstant } from '#src/platform/clock.ts';
import { hashSecret, newSecret } from '#src/platform/tokens.ts';
import { toAccountView } from './present.ts';
import type { AccountRecord } from './model.ts';
import { SESSION_LIFE_MS } from './policy.ts';

/** Where a session is used from, for the owner's list of sessions. */
export interface Device {
  agent: string;
  address: string;
}

/** An access token for programs and a refresh secret for the cookie. */
export interface StartedSession {
  answer: SignedIn;
  /** `<session id>.<secret>`; goes into an http-only cookie and nowhere else. */
  refreshToken: string;
}

export async function startSession(
  deps: Pick<Deps, 'sessions' | 'tokens' | 'clock' | 'newId'>,
  account: AccountRecord,
  device: Device,
): Promise<StartedSession> {
  const now = deps.clock.now();
  const secret = newSecret();
  const id = deps.newId();
  await deps.sessions.insert({
    _id: id,
    account: account._id,
    current: hashSecret(secret),
    used: [],
    createdAt: new Date(now),
    lastSeenAt: new Date(now),
    expiresAt: new Date(now + SESSION_LIFE_MS),
    agent: device.agent.slice(0, 200),
    address: device.address,
  });
  return { answer: await signedInAnswer(deps, account, id), refreshToken: `${id}.${secret}` };
}

export async function signedInAnswer(
  deps: Pick<Deps, 'tokens'>,
  account: AccountRecord,
  sessionId: string,
): Promise<SignedIn> {
  const member = { kind: 'member' as const, id: account._id, name: account.name, role: account.role, sessionId };
  const { token, expiresAt } = await deps.tokens.sign(member, 'api');
  return { account: toAccountView(account), accessToken: token, expiresAt: toInstant(expiresAt) };
}
