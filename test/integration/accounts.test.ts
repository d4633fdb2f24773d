import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { banAccount } from '#src/accounts/ban-account.ts';
import { notify } from '#src/accounts/notify.ts';
import { Refused, startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

let service: Service;
/** Milliseconds the service is ahead of the world. */
let ahead = 0;
beforeAll(async () => {
  service = await startService({ clock: { now: () => Date.now() + ahead } });
});
afterAll(() => service.close());

const cookieOf = (headers: Headers) => headers.getSetCookie()[0]!.split(';')[0]!;
const refuses = async (work: Promise<unknown>, code: string) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refused);
  expect((error as Refused).body.code).toBe(code);
};

describe('register and sign in', () => {
  it('makes an account once per e-mail and signs it in', async () => {
    const request = { email: 'Ann@Test.example', password: 'long enough', name: 'Ann' };
    const first = await service.http('POST /api/auth/register', { body: request });
    expect(first.status).toBe(200);
    expect(first.body.account).toMatchObject({ email: 'ann@test.example', name: 'Ann', role: 'member' });
    const again = await service.http('POST /api/auth/register', { body: request });
    expect([again.status, again.body.code]).toEqual([409, 'EMAIL_TAKEN']);
    expect(again.headers.get('content-type')).toContain('application/problem+json');
    const me = await service.http('GET /api/me', { token: first.body.accessToken });
    expect(me.body.account.email).toBe('ann@test.example');
  });

  it('refuses a name that shows nothing, or holds a word that no line may have', async () => {
    const request = { email: 'name@test.example', password: 'long enough' };
    for (const [name, code] of [
      ['\u3164', 'INVALID_INPUT'],
      ['加微信 abc', 'WORD_REFUSED'],
      ['Pay\u00a0outside', 'WORD_REFUSED'],
    ]) {
      const { body } = await service.http('POST /api/auth/register', { body: { ...request, name } });
      expect(body.code).toBe(code);
    }
  });

  it('makes one account of two requests at once', async () => {
    const request = { email: 'twice@test.example', password: 'long enough', name: 'Twice' };
    const both = await Promise.all([1, 2].map(() => service.http('POST /api/auth/register', { body: request })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('never answers or stores the password or the refresh secret', async () => {
    const request = { email: 'secret@test.example', password: 'a password to look for', name: 'Secret' };
    const { body, headers } = await service.http('POST /api/auth/register', { body: request });
    const secret = cookieOf(headers).split('.')[1]!;
    const account = await service.deps.accounts.find(body.account.id);
    const [session] = await service.deps.sessions.listActive(body.account.id, new Date());
    const kept = JSON.stringify([body, account, session]);
    expect(kept).toContain('argon2id');
    expect(secret.length).toBeGreaterThan(40);
    for (const word of [request.password, secret]) expect(kept).not.toContain(word);
  });

  it('puts the refresh secret into a cookie scripts cannot read', async () => {
    const { email, password } = await service.person();
    const { headers } = await service.http('POST /api/auth/sign-in', { body: { email, password } });
    const cookie = headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/^sc_refresh=[\w-]+\.[\w-]+; Max-Age=2592000; Path=\/api\/auth; /);
    expect(cookie).toContain('HttpOnly; SameSite=Strict');
    expect(cookie).not.toContain('Secure');
    const behindTls = await startService({ env: { PUBLIC_URL: 'https://shop.example' } });
    const known = await behindTls.person();
    const body = { email: known.email, password: known.password };
    const signed = await behindTls.http('POST /api/auth/sign-in', { body });
    expect(signed.headers.getSetCookie()[0]).toContain('HttpOnly; Secure; SameSite=Strict');
    expect(signed.headers.get('strict-transport-security')).toContain('max-age=31536000');
    await behindTls.close();
  });

  it('answers a wrong password and an unknown e-mail alike, and limits guessing per account', async () => {
    const { email, password } = await service.person();
    const wrong = await service.http('POST /api/auth/sign-in', { body: { email, password: 'wrong' } });
    const unknown = await service.http('POST /api/auth/sign-in', {
      body: { email: 'nobody@test.example', password: 'wrong' },
    });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'WRONG_CREDENTIALS']);
    expect([unknown.status, unknown.body.code]).toEqual([401, 'WRONG_CREDENTIALS']);
    const codes = new Set<string>();
    for (let i = 0; i < 12; i += 1)
      codes.add((await service.http('POST /api/auth/sign-in', { body: { email, password: 'wrong' } })).body.code);
    expect(codes).toContain('RATE_LIMITED');
    const right = await service.http('POST /api/auth/sign-in', { body: { email, password } });
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('refresh', () => {
  it('rotates the secret and ends the session, sockets too, when an old one comes back', async () => {
    const { email, password } = await service.person();
    const signed = await service.http('POST /api/auth/sign-in', { body: { email, password } });
    const first = cookieOf(signed.headers);
    const second = await service.http('POST /api/auth/refresh', { headers: { cookie: first } });
    const third = await service.http('POST /api/auth/refresh', { headers: { cookie: cookieOf(second.headers) } });
    expect(third.status).toBe(200);
    const socketToken = await service.http('POST /api/auth/socket-token', { token: third.body.accessToken });
    const client = await service.socket(socketToken.body.token);
    const ended = client.next('session:ended');
    const reused = await service.http('POST /api/auth/refresh', { headers: { cookie: first } });
    expect([reused.status, reused.body.code]).toEqual([401, 'SESSION_ENDED']);
    expect(await ended).toEqual({ reason: 'signed_out' });
    const victim = await service.http('POST /api/auth/refresh', { headers: { cookie: cookieOf(third.headers) } });
    expect(victim.body.code).toBe('SESSION_ENDED');
  });

  it('answers several tabs, and one whose answer was lost, with the same step, and nobody is signed out', async () => {
    const { email, password } = await service.person();
    const signed = await service.http('POST /api/auth/sign-in', { body: { email, password } });
    const cookie = cookieOf(signed.headers);
    const tabs = await Promise.all(
      [1, 2, 3].map(() => service.http('POST /api/auth/refresh', { headers: { cookie } })),
    );
    const lost = await service.http('POST /api/auth/refresh', { headers: { cookie } });
    expect([...tabs, lost].map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set([...tabs, lost].map(({ headers }) => cookieOf(headers))).size).toBe(1);
    const next = await service.http('POST /api/auth/refresh', { headers: { cookie: cookieOf(lost.headers) } });
    expect(next.status).toBe(200);
  });

  it('takes a secret rotated away a while ago for a theft, and one of 31 days for nothing', async () => {
    const { email, password } = await service.person();
    const refresh = (cookie: string) => service.http('POST /api/auth/refresh', { headers: { cookie } });
    const first = cookieOf((await service.http('POST /api/auth/sign-in', { body: { email, password } })).headers);
    const second = cookieOf((await refresh(first)).headers);
    ahead = 11_000;
    expect((await refresh(first)).body.code).toBe('SESSION_ENDED');
    expect((await refresh(second)).body.code).toBe('SESSION_ENDED');
    const fresh = cookieOf((await service.http('POST /api/auth/sign-in', { body: { email, password } })).headers);
    ahead = 31 * 86_400_000;
    const old = await refresh(fresh);
    ahead = 0;
    expect(old.body.code).toBe('SESSION_ENDED');
  });

  it('refuses a missing or made-up cookie', async () => {
    for (const headers of [{}, { cookie: 'sc_refresh=' }, { cookie: 'sc_refresh=a.b' }]) {
      expect((await service.http('POST /api/auth/refresh', { headers })).body.code).toBe('SESSION_ENDED');
    }
  });
});

describe('sign out', () => {
  it('ends this session here, and all of them everywhere', async () => {
    const person = await service.person();
    const here = await service.http('POST /api/auth/sign-in', {
      body: { email: person.email, password: person.password },
    });
    expect((await person.http('GET /api/auth/sessions')).body.rows).toHaveLength(2);
    await service.http('POST /api/auth/sign-out', { headers: { cookie: cookieOf(here.headers) } });
    expect((await person.http('GET /api/auth/sessions')).body.rows).toHaveLength(1);
    const client = await person.socket();
    const ended = client.next('session:ended');
    await person.http('POST /api/auth/sign-out-everywhere');
    expect(await ended).toEqual({ reason: 'signed_out' });
    expect((await person.http('POST /api/auth/socket-token')).body.code).toBe('SESSION_ENDED');
  });
});

describe('the end of a session', () => {
  it('counts at once, though its access token would live on', async () => {
    const person = await service.person();
    expect((await person.http('GET /api/me')).status).toBe(200);
    await person.http('POST /api/auth/sign-out-everywhere');
    expect((await person.http('GET /api/me')).body.code).toBe('SESSION_ENDED');
  });

  it('comes to all that a banned account has open, and its password opens nothing', async () => {
    const { deps } = service;
    const person = await service.person();
    const { email, password } = person;
    const signIn = (word: string) => service.http('POST /api/auth/sign-in', { body: { email, password: word } });
    const cookie = cookieOf((await signIn(password)).headers);
    const client = await person.socket();
    await banAccount(deps, person.id, 'counterfeits');
    await banAccount(deps, person.id, 'again');
    expect(await client.next('session:ended')).toEqual({ reason: 'banned' });
    expect((await person.http('GET /api/me')).body.code).toBe('SESSION_ENDED');
    expect((await service.http('POST /api/auth/refresh', { headers: { cookie } })).body.code).toBe('SESSION_ENDED');
    const right = await signIn(password);
    expect([right.status, right.body.code]).toEqual([403, 'ACCOUNT_BANNED']);
    expect(right.body.details).toEqual({ reason: 'counterfeits' });
    expect((await signIn('wrong')).body.code).toBe('WRONG_CREDENTIALS');
    await expect(banAccount(deps, deps.newId(), 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('sockets', () => {
  it('lets guests in, refuses bad tokens and access tokens, and upgrades a guest in place', async () => {
    const guest = await service.socket();
    await refuses(guest.ask('purchase:status', { ticket: service.deps.newId() }), 'SIGN_IN_REQUIRED');
    await refuses(service.socket('junk'), 'SESSION_ENDED');
    const person = await service.person();
    await refuses(service.socket(person.token), 'SESSION_ENDED');
    const { body } = await person.http('POST /api/auth/socket-token');
    const renewed = await guest.ask('session:renew', { token: body.token });
    expect(Date.parse(renewed.expiresAt)).toBeGreaterThan(Date.now());
    const told = guest.next('notification:new');
    service.deps.announce.toAccount(person.id, 'notification:new', {} as never);
    await told;
  });

  it('refuses a foreign origin at the handshake', async () => {
    await expect(service.socket(undefined, { headers: { origin: 'https://evil.example' } })).rejects.toThrow(
      'websocket',
    );
    const client = await service.socket(undefined, { headers: { origin: service.url } });
    expect(client.raw.connected).toBe(true);
  });
});

describe('addresses and notifications', () => {
  it('remembers the delivery address and refuses unknown keys', async () => {
    const person = await service.person();
    const address = { name: 'Ann', phone: '+86 138 0000 0000', region: 'Shanghai', street: '1 Nanjing Road' };
    expect((await person.http('GET /api/me/address')).body).toEqual({ address: null });
    expect((await person.http('PUT /api/me/address', { ...address, admin: true })).body.code).toBe('INVALID_INPUT');
    await person.http('PUT /api/me/address', address);
    expect((await person.http('GET /api/me/address')).body).toEqual({ address });
  });

  it('leaves a notification once, however often and from wherever it is told', async () => {
    const { deps } = service;
    const person = await service.person();
    const client = await person.socket();
    const subject = { type: 'shop' as const, id: deps.newId() };
    const tell = (key?: string) =>
      notify(deps, { account: person.id, kind: 'shop_signed', subject, text: 'signing complete', ...(key && { key }) });
    await Promise.all([tell(), tell(), tell(), tell()]);
    await tell('round 2');
    const rows = (await person.http('GET /api/me/notifications')).body.rows as { id: string }[];
    expect(rows).toHaveLength(2);
    const told = [await client.next('notification:new'), await client.next('notification:new')];
    expect(told.map(({ notification }) => notification.id as string).toSorted()).toEqual(
      rows.map(({ id }) => id).toSorted(),
    );
  });

  it('pages notifications, newest first, and remembers when one was first read', async () => {
    const { deps } = service;
    const person = await service.person();
    for (const text of ['1', '2', '3']) {
      const subject = { type: 'order' as const, id: deps.newId() };
      await notify(deps, { account: person.id, kind: 'order_paid', subject, text });
    }
    const list = async (query: string) => (await person.http(`GET /api/me/notifications?${query}`)).body;
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.next}`);
    expect([...first.rows, ...second.rows].map(({ text }: { text: string }) => text)).toEqual(['3', '2', '1']);
    expect(second.next).toBeUndefined();
    expect((await list('limit=3')).next).toBeUndefined();
    const { id } = first.rows[0];
    const read = async () => {
      await person.http(`POST /api/me/notifications/${id}/read`);
      return (await list('limit=1')).rows[0].readAt as string;
    };
    const at = await read();
    ahead = 5_000;
    const again = await read();
    ahead = 0;
    expect([Date.parse(at) > 0, again]).toEqual([true, at]);
    const stranger = await service.person();
    expect((await stranger.http(`POST /api/me/notifications/${id}/read`)).body.code).toBe('NOT_FOUND');
  });
});
