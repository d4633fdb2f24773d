import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Refused, newNamespace, startService } from '../support/service.ts';
import type { Service } from '../support/service.ts';

const namespace = newNamespace();
const TRUSTED = 'https://partner.example';
let service: Service;
/** A second node of the same deployment. */
let other: Service;
beforeAll(async () => {
  const env = { ALLOWED_ORIGINS: TRUSTED, TRUST_PROXY: '1' };
  service = await startService({ namespace, env });
  other = await startService({ namespace, env });
});
afterAll(async () => {
  await other.close();
  await service.close();
});

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'OK',
    (error: unknown) => (error instanceof Refused ? error.body.code : String(error)),
  );

/** Each from an address of its own, as told by the one proxy that is trusted. */
let lastAddress = 0;
const ownAddress = () => ({ 'x-forwarded-for': `198.51.100.${(lastAddress += 1)}` });

/** Sends a request as it is, without what `fetch` corrects. */
async function rawHttp(options: { method: string; path: string; headers?: Record<string, string>; body?: string }) {
  const { hostname, port } = new URL(service.url);
  const { body, ...rest } = options;
  const req = request({ hostname, port, ...rest });
  req.end(body);
  const [res] = (await once(req, 'response')) as [import('node:http').IncomingMessage];
  let text = '';
  for await (const chunk of res) text += String(chunk);
  return { status: res.statusCode, headers: res.headers, text };
}

/** Speaks Engine.IO by hand, so that what no client library would send can be sent. */
async function rawSocket() {
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const seen: string[] = [];
  const waiting: { start: string; resolve: (text: string) => void }[] = [];
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text === '2') return socket.send('3');
    const index = waiting.findIndex((each) => text.startsWith(each.start));
    if (index >= 0) waiting.splice(index, 1)[0]!.resolve(text);
    else seen.push(text);
  });
  const next = (start: string): Promise<string> => {
    const index = seen.findIndex((text) => text.startsWith(start));
    if (index >= 0) return Promise.resolve(seen.splice(index, 1)[0]!);
    return new Promise((resolve) => waiting.push({ start, resolve }));
  };
  await next('0');
  socket.send('40');
  await next('40');
  return { socket, next };
}

describe('HTTP errors', () => {
  it('are problem+json with a code of the table and the request id', async () => {
    const answer = await service.http('GET /api/nothing', { headers: { 'x-request-id': 'abcd-1234' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-request-id')).toBe('abcd-1234');
    expect(answer.body).toMatchObject({ type: 'about:blank', status: 404, code: 'NOT_FOUND', requestId: 'abcd-1234' });
    const made = await service.http('GET /api/nothing', { headers: { 'x-request-id': 'bad id!' } });
    expect(made.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('name a method that is not taken and those that are', async () => {
    const answer = await service.http('DELETE /api/me');
    expect([answer.status, answer.body.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(answer.headers.get('allow')).toBe('GET');
  });

  it('tell malformed, foreign and oversized bodies apart', async () => {
    const send = (body: string, type = 'application/json') =>
      rawHttp({ method: 'POST', path: '/api/auth/sign-in', headers: { 'content-type': type, ...ownAddress() }, body });
    const codes = await Promise.all([
      send('{"email":'),
      send('"text"'),
      send('{}'),
      send('a=b', 'application/x-www-form-urlencoded'),
      send('{}', 'application/json; charset=nonsense'),
      send(JSON.stringify({ email: 'x'.repeat(70_000) })),
      send('{"email":"a@b.example","password":"x","__proto__":{"role":"operator"}}'),
    ]);
    expect(codes.map(({ status, text }) => `${status} ${(JSON.parse(text) as { code: string }).code}`)).toEqual([
      '400 INVALID_INPUT',
      '400 INVALID_INPUT',
      '400 INVALID_INPUT',
      '415 UNSUPPORTED_MEDIA_TYPE',
      '415 UNSUPPORTED_MEDIA_TYPE',
      '413 PAYLOAD_TOO_LARGE',
      '400 INVALID_INPUT',
    ]);
  });

  it('name the fields of wrong input, and refuse keys, queries and bodies nobody reads', async () => {
    const person = await service.person();
    const wrong = await service.http('POST /api/auth/register', {
      body: { email: 'x', password: 'short', name: '', role: 'operator' },
    });
    expect(wrong.body.details.fields.map((field: { path: string }) => field.path).toSorted()).toEqual([
      'email',
      'name',
      'password',
      'role',
    ]);
    for (const [route, body] of [
      ['GET /api/me?x=1', undefined],
      ['POST /api/auth/socket-token', { extra: 1 }],
      ['GET /api/me/notifications?limit=0', undefined],
      ['POST /api/me/notifications/not-an-id/read', undefined],
    ] as const) {
      expect([route, (await person.http(route, body)).body.code]).toEqual([route, 'INVALID_INPUT']);
    }
  });

  it('survive broken addresses', async () => {
    for (const path of [
      '/%',
      '/api/files/%E0%A4%A',
      '/assets/%',
      '/room/%00',
      '/..%2f..%2fpackage.json',
      '/assets/../../package.json',
    ]) {
      const { status, text } = await rawHttp({ method: 'GET', path });
      expect([path, status! < 500 && !text.includes('"dependencies"')]).toEqual([path, true]);
    }
  });
});

describe('who may call', () => {
  it('needs a live token where an account is needed, and the role where one is needed', async () => {
    const person = await service.person();
    expect((await service.http('GET /api/me')).body.code).toBe('SIGN_IN_REQUIRED');
    for (const token of ['junk', `${person.token}x`]) {
      expect((await service.http('GET /api/me', { token })).body.code).toBe('SESSION_ENDED');
    }
    expect((await service.http('GET /api/me', { headers: { authorization: 'Basic YTpi' } })).body.code).toBe(
      'SESSION_ENDED',
    );
  });

  it('does not let a dead token stand in the way of signing in', async () => {
    const { email, password } = await service.person();
    const answer = await service.http('POST /api/auth/sign-in', { body: { email, password }, token: 'dead' });
    expect(answer.status).toBe(200);
  });

  it('refuses acts that another site makes a browser do', async () => {
    const { email, password } = await service.person();
    const signIn = (origin: string) =>
      service.http('POST /api/auth/sign-in', { body: { email, password }, headers: { origin } });
    expect((await signIn('https://evil.example')).body.code).toBe('ORIGIN_REFUSED');
    expect((await signIn('null')).body.code).toBe('ORIGIN_REFUSED');
    expect((await signIn(TRUSTED)).status).toBe(200);
    expect((await signIn(service.url)).status).toBe(200);
  });

  it('lets pages of named origins read its answers, and no others', async () => {
    const preflight = (origin: string) =>
      fetch(`${service.url}/api/me`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
      });
    const allowed = await preflight(TRUSTED);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(TRUSTED);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization');
    expect((await preflight('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false);
    const answerTo = (origin: string) => fetch(`${service.url}/api/me`, { headers: { origin, ...ownAddress() } });
    const answer = await answerTo(TRUSTED);
    expect(answer.headers.get('access-control-allow-origin')).toBe(TRUSTED);
    expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
    expect(answer.headers.get('vary')).toContain('Origin');
    expect((await answerTo('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false);
  });

  it('limits an address, told by the trusted proxy, and says for how long', async () => {
    const headers = ownAddress();
    const attempt = (from: Record<string, string>) =>
      service.http('POST /api/auth/sign-in', { body: { email: 'no@test.example', password: '' }, headers: from });
    let last = await attempt(headers);
    for (let i = 0; i < 70 && last.status !== 429; i += 1) last = await attempt(headers);
    expect(last.body).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) as number });
    expect(Number(last.headers.get('retry-after'))).toBe(Math.ceil(last.body.retryAfterMs / 1000));
    expect((await attempt(ownAddress())).body.code).toBe('INVALID_INPUT');
  });
});

describe('headers and health', () => {
  it('sends a policy without inline code, and no upgrade on plain http', async () => {
    const { headers } = await service.http('GET /api/nothing');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('is live and ready, and shows numbers to this machine and to operators only', async () => {
    expect((await service.http('GET /livez')).body).toEqual({ ok: true });
    expect((await service.http('GET /readyz')).body).toMatchObject({
      ok: true,
      redis: true,
      mongo: true,
      media: true,
      draining: false,
    });
    const local = await service.http('GET /metrics');
    expect(local.body.toString()).toMatch(
      /shelfcast_http_seconds_count\{route="POST \/api\/auth\/sign-in",status="200"\} \d/,
    );
    const proxied = (token?: string) =>
      service.http('GET /metrics', { headers: ownAddress(), ...(token && { token }) });
    expect((await proxied()).status).toBe(404);
    expect((await proxied((await service.person()).token)).status).toBe(404);
    expect((await proxied((await service.operator()).token)).status).toBe(200);
  });
});

describe('socket handshake', () => {
  it('takes pages of this host and named ones, and programs without an origin', async () => {
    for (const origin of [service.url, TRUSTED]) {
      const client = await service.socket(undefined, { headers: { origin } });
      expect(client.raw.connected).toBe(true);
    }
    for (const origin of ['https://evil.example', 'null', `${TRUSTED}.evil.example`]) {
      await expect(service.socket(undefined, { headers: { origin } })).rejects.toThrow('websocket error');
    }
  });

  it('offers no polling', async () => {
    const { status } = await service.http('GET /socket.io/?EIO=4&transport=polling');
    expect(status).toBe(400);
  });

  it('refuses a socket token of a session that has ended since', async () => {
    const person = await service.person();
    const { body } = await person.http('POST /api/auth/socket-token');
    await person.http('POST /api/auth/sign-out-everywhere');
    expect(await codeOf(service.socket(body.token))).toBe('SESSION_ENDED');
  });

  it('is limited per address', async () => {
    const headers = ownAddress();
    let code = 'OK';
    for (let i = 0; i < 260 && code === 'OK'; i += 1) {
      code = await codeOf(service.socket(undefined, { headers }).then((client) => client.close()));
    }
    expect(code).toBe('RATE_LIMITED');
    expect(await codeOf(service.socket(undefined, { headers: ownAddress() }))).toBe('OK');
  });
});

describe('socket messages', () => {
  it('are acknowledged whatever they are, and none ends the process', async () => {
    const { socket, next } = await rawSocket();
    const odd = [
      '[5,{}]',
      '[0]',
      '["nothing"]',
      '["__proto__",{}]',
      '["constructor"]',
      '["toString",{}]',
      '["session:renew"]',
      '["session:renew",null]',
      '["session:renew",[[[[]]]]]',
      '["session:renew",{"token":5}]',
      '["session:renew",{"token":"x","more":1}]',
      `["session:renew",${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
      '["session:renew",{"token":"x"},{"token":"y"},"z"]',
    ];
    const codes: string[] = [];
    for (const [index, packet] of odd.entries()) {
      socket.send(`42${100 + index}${packet}`);
      const [answer] = JSON.parse((await next(`43${100 + index}`)).slice(5)) as [
        { ok: boolean; error: { code: string } },
      ];
      expect(answer.ok).toBe(false);
      codes.push(answer.error.code);
    }
    expect(new Set(codes.slice(0, 6))).toEqual(new Set(['UNKNOWN_COMMAND']));
    expect(new Set(codes.slice(6, 12))).toEqual(new Set(['INVALID_INPUT']));
    // Without an acknowledgement there is no answer, and the connection lives on.
    for (const packet of odd) socket.send(`42${packet}`);
    socket.send('42999["nothing"]');
    await next('43999');
    socket.close();
  });

  it('close the connection, and nothing else, when they are not Socket.IO or too large', async () => {
    for (const bytes of ['4', '4{', '9', '42["a"', '42[]', '42{}', '45["x"]', `42["a","${'x'.repeat(60_000)}"]`]) {
      const { socket } = await rawSocket();
      const closed = once(socket, 'close');
      socket.send(bytes);
      await closed;
    }
    // No arguments at all, and a binary message that never gets its bytes, leave the connection as it is.
    const { socket, next } = await rawSocket();
    socket.send('42');
    socket.send('421["nothing"]');
    await next('431');
    socket.send('451-["x",{"_placeholder":true,"num":-1}]');
    socket.terminate();
    expect((await service.http('GET /livez')).status).toBe(200);
  });

  it('are limited per connection', async () => {
    const { socket, next } = await rawSocket();
    for (let i = 0; i < 240; i += 1) socket.send(`42${1000 + i}["nothing"]`);
    const answers = await Promise.all(Array.from({ length: 240 }, (_, i) => next(`43${1000 + i}`)));
    const codes = answers.map((text) => (JSON.parse(text.slice(6)) as [{ error: { code: string } }])[0].error.code);
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    expect(codes[0]).toBe('UNKNOWN_COMMAND');
    socket.close();
  });

  it('need an account where the contract says so', async () => {
    const guest = await service.socket();
    expect(await codeOf(guest.ask('purchase:pay', { ticket: service.deps.newId() }))).toBe('SIGN_IN_REQUIRED');
  });
});

describe('the end of a socket’s authority', () => {
  it('comes with its time, after saying why, and later for those who renew', async () => {
    const brief = await startService({ namespace, lives: { socketMs: 1_500 } });
    const person = await brief.person();
    const renewed = await person.socket();
    const { body } = await person.http('POST /api/auth/socket-token');
    brief.deps.tokens.lives.socketMs = 60_000;
    await renewed.ask('session:renew', { token: body.token });
    brief.deps.tokens.lives.socketMs = 1_500;
    const silent = await person.socket();
    const gone = new Promise((resolve) => silent.raw.once('disconnect', resolve));
    expect(await silent.next('session:ended')).toEqual({ reason: 'expired' });
    expect(await gone).toBe('io server disconnect');
    // Its first deadline was before that one.
    expect(await codeOf(renewed.ask('session:renew', { token: 'x' }))).toBe('SESSION_ENDED');
    expect(renewed.raw.connected).toBe(true);
    await brief.close();
  });

  it('does not end a guest who signs in: what was joined stays joined', async () => {
    const guest = await service.socket();
    const { io, announce } = service.deps.sockets;
    await io.of('/').sockets.get(guest.raw.id!)!.join('some-room');
    const person = await service.person();
    const { body } = await person.http('POST /api/auth/socket-token');
    await guest.ask('session:renew', { token: body.token });
    io.to('some-room').emit('still-here', 1);
    expect(await guest.next('still-here')).toBe(1);
    announce.toAccount(person.id, 'order:changed', {} as never);
    await guest.next('order:changed');
  });

  it('cannot be renewed for another account or with a used-up right', async () => {
    const [ann, bob] = [await service.person(), await service.person()];
    const client = await ann.socket();
    const { body } = await bob.http('POST /api/auth/socket-token');
    expect(await codeOf(client.ask('session:renew', { token: body.token }))).toBe('CONFLICT');
    expect(await codeOf(client.ask('session:renew', { token: ann.token }))).toBe('SESSION_ENDED');
  });

  it('reaches sockets on every node', async () => {
    const person = await service.person();
    const { body } = await person.http('POST /api/auth/socket-token');
    const here = await person.socket();
    const there = await other.socket(body.token);
    const ended = [here.next('session:ended'), there.next('session:ended')];
    await person.http('POST /api/auth/sign-out-everywhere');
    expect(await Promise.all(ended)).toEqual([{ reason: 'signed_out' }, { reason: 'signed_out' }]);
  });
});

describe('notices to an account', () => {
  it('reach it once on every node, in their order and nobody else, however many are told at once', async () => {
    const [ann, bob] = [await service.person(), await service.person()];
    const { body } = await ann.http('POST /api/auth/socket-token');
    const [here, there, foreign] = [await ann.socket(), await other.socket(body.token), await bob.socket()];
    const heard = [here, there, foreign].map(({ raw }) => {
      const list: number[] = [];
      raw.on('order:changed', ({ place }: { place: number }) => list.push(place));
      return list;
    });
    // More than one message takes.
    const places = Array.from({ length: 250 }, (_, index) => index);
    const { announce } = service.deps.sockets;
    for (const place of places) announce.toAccount(ann.id, 'order:changed', { place } as never);
    announce.toAccount(bob.id, 'order:changed', { place: -1 } as never);
    await expect.poll(() => heard).toEqual([places, places, [-1]]);
    other.deps.sockets.announce.toAccount(ann.id, 'order:changed', { place: 250 } as never);
    await expect.poll(() => heard).toEqual([[...places, 250], [...places, 250], [-1]]);
  });
});

describe('shutdown', () => {
  it('turns readiness off first, lets work under way be answered, then lets go of everything', async () => {
    const ending = await startService({ namespace });
    const client = await ending.socket();
    const gone = new Promise((resolve) => client.raw.once('disconnect', resolve));
    ending.app.drain();
    const ready = await ending.http('GET /readyz');
    expect([ready.status, ready.body.draining]).toEqual([503, true]);
    expect(await codeOf(client.ask('session:renew', { token: 'x' }))).toBe('BUSY');
    await Promise.all([ending.app.close(), ending.app.close()]);
    // Clients come back by themselves only after a closed transport, not after being sent away.
    expect(await gone).toBe('transport close');
    await expect(ending.http('GET /livez')).rejects.toThrow('fetch failed');
    await ending.close();
    const { redis, mongo } = ending.deps;
    if (redis.status !== 'end') await once(redis, 'end');
    expect(mongo.readyState).toBe(0);
  });
});
