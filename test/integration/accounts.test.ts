import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused, startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
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
    const wish = { email: 'Ann@Test.example', password: 'long enough', name: 'Ann' };
    const first = await service.http('POST /api/auth/register', { body: wish });
    expect(first.status).toBe(200);
    expect(first.body.account).toMatchObject({ email: 'ann@test.example', name: 'Ann', role: 'member' });
    const again = await service.http('POST /api/auth/register', { body: wish });
    expect([again.status, again.body.code]).toEqual([409, 'EMAIL_TAKEN']);
    expect(again.headers.get('content-type')).toContain('application/problem+json');
    const me = await service.http('GET /api/me', { token: first.body.accessToken });
    expect(me.body.account.email).toBe('ann@test.example');
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

  it('refuses a missing or made-up cookie', async () => {
    for (const headers of [{}, { cookie: 'sc_refresh=' }, { cookie: 'sc_refresh=a.b' }]) {
      expect((await service.http('POST /api/auth/refresh', { headers })).body.code).toBe('SESSION_ENDED');
    }
  });
});

describe('sign out', () => {
  it('ends this session here, and all of them everywhere', async () => {
    const person = await service.person();
    const here = await service.http('POST /api/auth/sign-in', { body: { email: person.email, password: person.password } });
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

describe('sockets', () => {
  it('lets guests in, refuses bad tokens and access tokens, and upgrades a guest in place', async () => {
    const guest = await service.socket();
    await refuses(guest.ask('purchase:status', { ticket: service.deps.newId() }), 'SIGN_IN_REQUIRED').catch(() => {});
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
    await expect(service.socket(undefined, { headers: { origin: 'https://evil.example' } })).rejects.toThrow();
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
});
