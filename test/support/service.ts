import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { createApp } from '#src/app.ts';
import type { App } from '#src/app.ts';
import { compose } from '#src/compose.ts';
import type { Composed } from '#src/compose.ts';
import { readConfig } from '#src/config.ts';
import type { CommandName, CommandOutput, CommandPayload } from '#src/contract/commands.ts';
import type { ErrorBody } from '#src/contract/errors.ts';
import { systemClock } from '#src/platform/clock.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Lives } from '#src/platform/tokens.ts';
import { register } from '#src/accounts/register.ts';

/** An answer of the HTTP API as tests look at it. */
export interface Answer {
  status: number;
  body: any;
  headers: Headers;
}

/** Somebody with an account, ready to call. */
export interface Person {
  id: string;
  email: string;
  password: string;
  token: string;
  http(route: string, body?: unknown): Promise<Answer>;
  socket(): Promise<Client>;
}

/** A socket that speaks the contract. */
export interface Client {
  raw: Socket;
  /** Answers the data or throws a `Refused`. */
  ask<N extends CommandName>(name: N, payload: CommandPayload<N>): Promise<CommandOutput<N>>;
  /** The next notice of that name, or of those kept since the connection began. */
  next(notice: string, accept?: (payload: any) => boolean): Promise<any>;
  close(): void;
}

export class Refused extends Error {
  readonly body: ErrorBody;
  constructor(body: ErrorBody) {
    super(`${body.code} ${JSON.stringify(body.details ?? {})}`);
    this.body = body;
  }
}

export interface Service {
  url: string;
  deps: Composed;
  app: App;
  http(route: string, options?: { body?: unknown; token?: string; headers?: Record<string, string> }): Promise<Answer>;
  socket(token?: string, options?: { headers?: Record<string, string> }): Promise<Client>;
  person(name?: string): Promise<Person>;
  operator(): Promise<Person>;
  close(): Promise<void>;
}

/** Service addresses from the test launcher, or a sentence saying what to do. */
export function servicesFromEnv(): { REDIS_URL: string; MONGODB_URI: string } {
  const { REDIS_URL, MONGODB_URI } = process.env;
  if (!REDIS_URL || !MONGODB_URI)
    throw new Error('Redis and MongoDB are not given: run these tests by `npm test` or `npm run test:integration`');
  return { REDIS_URL, MONGODB_URI };
}

/** A namespace of its own: database and key prefix no other test uses. Pass one to start a second node beside the first. */
export function newNamespace(): { REDIS_PREFIX: string; dbName: string } {
  const tag = randomBytes(5).toString('hex');
  return { REDIS_PREFIX: `t${tag}`, dbName: `t_${tag}` };
}

/** Starts a real service node on a free port. `env` overrides variables; `namespace` joins another node's. */
export async function startService(
  options: {
    env?: Record<string, string>;
    namespace?: { REDIS_PREFIX: string; dbName: string };
    lives?: Partial<Lives>;
    clock?: Clock;
  } = {},
): Promise<Service> {
  const { dbName, REDIS_PREFIX } = options.namespace ?? newNamespace();
  const config = readConfig({
    ...process.env,
    ...servicesFromEnv(),
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'error',
    REDIS_PREFIX,
    MEDIA_WORKERS: '1',
    // The same on every node, as a deployment has them.
    AUTH_KEYS: `test:${Buffer.alloc(32, 'test').toString('base64')}`,
    PAYMENT_WEBHOOK_SECRET: 'a secret of the tests',
    PORT: '0',
    ...options.env,
  });
  const deps = await compose(config, {
    process: 'service',
    dbName,
    lives: options.lives ?? {},
    clock: options.clock ?? systemClock,
  });
  const app = createApp(deps);
  app.http.listen(0, '127.0.0.1');
  await once(app.http, 'listening');
  const url = `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`;
  config.PUBLIC_URL = url;
  const clients = new Set<Client>();

  const http: Service['http'] = async (route, { body, token, headers } = {}) => {
    const [method, path] = route.split(' ') as [string, string];
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && !isBytes && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: isJson ? await response.json() : Buffer.from(await response.arrayBuffer()),
      headers: response.headers,
    };
  };

  const socket: Service['socket'] = async (token, { headers } = {}) => {
    const client = await connect(url, token, headers);
    clients.add(client);
    return client;
  };

  let count = 0;
  const person = async (name = 'Test Person', role: 'member' | 'operator' = 'member'): Promise<Person> => {
    const email = `p${(count += 1)}-${randomBytes(3).toString('hex')}@test.example`;
    const password = 'correct horse battery';
    await register(deps, { email, password, name }, role);
    const { body } = await http('POST /api/auth/sign-in', { body: { email, password } });
    const token: string = body.accessToken;
    return {
      id: body.account.id,
      email,
      password,
      token,
      http: (route, payload) => http(route, { token, ...(payload !== undefined && { body: payload }) }),
      async socket() {
        const answer = await http('POST /api/auth/socket-token', { token });
        return socket(answer.body.token);
      },
    };
  };

  return {
    url,
    deps,
    app,
    http,
    socket,
    person: (name) => person(name),
    operator: () => person('Operator', 'operator'),
    async close() {
      for (const client of clients) client.close();
      await app.close();
      await deps.close();
    },
  };
}

/** A socket to any node. */
export async function connect(url: string, token?: string, headers?: Record<string, string>): Promise<Client> {
  const raw = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...(token && { auth: { token } }),
    ...(headers && { extraHeaders: headers }),
  });
  const kept: { name: string; payload: unknown }[] = [];
  const waiting: { name: string; accept: (payload: unknown) => boolean; resolve: (payload: unknown) => void }[] = [];
  raw.onAny((name: string, payload: unknown) => {
    const index = waiting.findIndex((each) => each.name === name && each.accept(payload));
    if (index >= 0) waiting.splice(index, 1)[0]!.resolve(payload);
    else kept.push({ name, payload });
  });
  await new Promise<void>((resolve, reject) => {
    raw.once('connect', resolve);
    raw.once('connect_error', (error) => {
      raw.close();
      const { data } = error as { data?: ErrorBody };
      reject(data ? new Refused(data) : error);
    });
  });
  return {
    raw,
    async ask(name, payload) {
      const answer = await raw.timeout(10_000).emitWithAck(name, payload);
      if (answer.ok) return answer.data;
      throw new Refused(answer.error);
    },
    next(name, accept = () => true) {
      const index = kept.findIndex((each) => each.name === name && accept(each.payload));
      if (index >= 0) return Promise.resolve(kept.splice(index, 1)[0]!.payload);
      return new Promise((resolve) => waiting.push({ name, accept, resolve }));
    },
    close: () => void raw.close(),
  };
}
