import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { HttpCall, RouteHandlers } from '#src/platform/edge/types.ts';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './cookie.ts';
import { demoAccounts } from './demo-accounts.ts';
import { issueSocketToken } from './issue-socket-token.ts';
import { listNotifications } from './list-notifications.ts';
import { listSessions } from './list-sessions.ts';
import { markNotificationRead } from './mark-notification-read.ts';
import { toAccountView } from './present.ts';
import { refresh } from './refresh.ts';
import { register } from './register.ts';
import { signIn } from './sign-in.ts';
import { signOut, signOutEverywhere } from './sign-out.ts';
import { startSession } from './start-session.ts';
import type { StartedSession } from './start-session.ts';

export function accountRoutes(deps: Deps): RouteHandlers {
  const secure = deps.config.PUBLIC_URL?.startsWith('https:') ?? false;
  const answer = (call: { res: HttpCall<'POST /api/auth/refresh'>['res'] }, started: StartedSession) => {
    setRefreshCookie(call.res, started.refreshToken, secure);
    return started.answer;
  };
  const device = (call: { req: HttpCall<'POST /api/auth/refresh'>['req']; address: string }) => ({
    agent: call.req.headers['user-agent'] ?? '',
    address: call.address,
  });
  return {
    'POST /api/auth/register': async (call) =>
      answer(call, await startSession(deps, await register(deps, call.body), device(call))),
    'POST /api/auth/sign-in': async (call) =>
      answer(call, await startSession(deps, await signIn(deps, call.body), device(call))),
    'POST /api/auth/refresh': async (call) => answer(call, await refresh(deps, readRefreshCookie(call.req))),
    'POST /api/auth/sign-out': async ({ req, res }) => {
      await signOut(deps, readRefreshCookie(req));
      clearRefreshCookie(res, secure);
    },
    'POST /api/auth/sign-out-everywhere': async ({ actor, res }) => {
      await signOutEverywhere(deps, actor.id);
      clearRefreshCookie(res, secure);
    },
    'POST /api/auth/socket-token': ({ actor }) => issueSocketToken(deps, actor),
    'GET /api/auth/sessions': async ({ actor }) => ({ rows: await listSessions(deps, actor) }),
    'GET /api/auth/demo-accounts': async () => ({ rows: deps.config.DEMO_MODE ? [...demoAccounts] : [] }),
    'GET /api/me': async ({ actor }) => ({ account: toAccountView(await requireAccount(deps, actor.id)) }),
    'GET /api/me/address': async ({ actor }) => ({ address: (await requireAccount(deps, actor.id)).address ?? null }),
    'PUT /api/me/address': async ({ actor, body }) => {
      await deps.accounts.setAddress(actor.id, body);
      return { address: body };
    },
    'GET /api/me/notifications': ({ actor, query }) => listNotifications(deps, actor, query),
    'POST /api/me/notifications/:id/read': ({ actor, params }) => markNotificationRead(deps, actor, params.id),
  };
}

async function requireAccount(deps: Pick<Deps, 'accounts'>, id: string) {
  const account = await deps.accounts.find(id);
  if (!account) throw new AppError('SESSION_ENDED');
  return account;
}
