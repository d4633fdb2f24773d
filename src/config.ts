import { availableParallelism } from 'node:os';
import { z } from 'zod';

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const iceServer = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().optional(),
  credential: z.string().optional(),
});
const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'JSON' });
    return z.NEVER;
  }
});

/** One key of the ring as `kid:base64`, at least 32 bytes. */
const authKey = z.string().transform((text, context) => {
  const [kid, secret] = text.split(':');
  const bytes = Buffer.from(secret ?? '', 'base64');
  if (!kid || bytes.length < 32) {
    context.addIssue({ code: 'custom', message: 'kid:base64 with at least 32 bytes' });
    return z.NEVER;
  }
  return { kid, secret: new Uint8Array(bytes) };
});

const describe = (description: string, extra: { secret?: true; requiredInProduction?: true } = {}) => ({
  description,
  ...extra,
});

/** Every environment variable the service reads; the README's table is made from it. */
export const configSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .meta(describe('`production` refuses to start without secrets')),
  NODE_ID: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional()
    .meta(describe('name of this process in logs and room ownership; random when unset')),
  HOST: z.string().default('127.0.0.1').meta(describe('address the HTTP server binds to')),
  PORT: whole(0, 65_535).default(3000).meta(describe('port of pages, HTTP API and socket')),
  PUBLIC_URL: z
    .url()
    .optional()
    .meta(
      describe('how browsers reach the service; `https` makes cookies secure. Defaults to the address it listens on'),
    ),
  ALLOWED_ORIGINS: list
    .default([])
    .meta(describe('further origins, comma separated, that may open sockets; the own origin always may')),
  TRUST_PROXY: whole(0, 5).default(0).meta(describe('how many proxies in front add `X-Forwarded-For`')),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).meta(describe('Redis 7 or newer, AOF on, `maxmemory-policy noeviction`')),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,40}$/)
    .default('sc')
    .meta(describe('first part of every key; keeps deployments apart')),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//)
    .meta(describe('MongoDB with the database name; the truth lives here', { secret: true })),
  AUTH_KEYS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(authKey).min(1))
    .optional()
    .meta(
      describe('key ring `kid:base64,...` for tokens: the first signs, all verify', {
        secret: true,
        requiredInProduction: true,
      }),
    ),
  PAYMENT_WEBHOOK_SECRET: z
    .string()
    .min(16)
    .optional()
    .meta(describe('signs and checks payment webhooks', { secret: true, requiredInProduction: true })),
  MEDIASOUP_WORKER_BIN: z.string().optional().meta(describe('mediasoup worker binary; the installed one when unset')),
  MEDIA_WORKERS: whole(1, 64)
    .default(Math.max(1, availableParallelism() - 1))
    .meta(describe('mediasoup worker processes; one core each, default cores - 1')),
  MEDIA_LISTEN_IP: z.string().default('127.0.0.1').meta(describe('address media sockets bind to')),
  MEDIA_ANNOUNCED_ADDRESS: z.string().optional().meta(describe('public address or name put into ICE candidates')),
  MEDIA_PORT_BASE: whole(0, 65_000)
    .default(0)
    .meta(describe('first media port, UDP and TCP, one per worker; 0 = any free')),
  MEDIA_ICE_SERVERS: json
    .pipe(z.array(iceServer))
    .default([])
    .meta(describe('STUN and TURN servers for browsers as JSON')),
  HOLD_SECONDS: whole(1, 3600).default(300).meta(describe('how long an unpaid purchase keeps its units')),
  SHOP_AUTO_APPROVE: flag.default(false).meta(describe('approve shops and products on submission, for demos')),
  DEMO_MODE: flag.default(false).meta(describe('offer the demo accounts at sign-in')),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .meta(describe('least level that is logged')),
  SHUTDOWN_SECONDS: whole(1, 300).default(15).meta(describe('deadline for an ordered shutdown')),
});

export type ConfigVariable = keyof typeof configSchema.shape;
type Parsed = z.output<typeof configSchema>;
export type Config = Omit<Parsed, 'NODE_ID' | 'AUTH_KEYS' | 'PAYMENT_WEBHOOK_SECRET'> & {
  NODE_ID: string;
  AUTH_KEYS: { kid: string; secret: Uint8Array }[];
  PAYMENT_WEBHOOK_SECRET: string;
  /** True when secrets were made up for this process, which is fine for development only. */
  temporarySecrets: boolean;
};

/** Every problem of the environment at once, one line each: variable, what it got, what it takes. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`The environment cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads the configuration; the only reader of the environment. @throws ConfigError listing every problem */
export function readConfig(env: Record<string, string | undefined>): Config {
  // An empty variable means "not set", as in `FOO= npm start` and in compose files.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = configSchema.safeParse(given);
  const problems = result.success ? [] : result.error.issues.map((issue) => problemLine(issue, given));
  const production = given['NODE_ENV'] === 'production';
  for (const name of production ? (['AUTH_KEYS', 'PAYMENT_WEBHOOK_SECRET'] as const) : []) {
    if (!given[name]) problems.push(`${name}: is not set; takes ${takes(name)} (required in production)`);
  }
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return complete(result.data);
}

function problemLine(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]) as ConfigVariable;
  const got =
    given[name] === undefined ? 'is not set' : `got ${isSecret(name) ? '(hidden)' : JSON.stringify(given[name])}`;
  return `${name}: ${got}; takes ${takes(name)} (${issue.message})`;
}

function isSecret(name: ConfigVariable): boolean {
  return configSchema.shape[name]?.meta()?.['secret'] === true;
}

function takes(name: ConfigVariable): string {
  return configSchema.shape[name]?.meta()?.description ?? 'nothing';
}

function complete(parsed: Parsed): Config {
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  return {
    ...parsed,
    NODE_ID: parsed.NODE_ID ?? `node-${Buffer.from(random(4)).toString('hex')}`,
    AUTH_KEYS: parsed.AUTH_KEYS ?? [{ kid: 'dev', secret: random(32) }],
    PAYMENT_WEBHOOK_SECRET: parsed.PAYMENT_WEBHOOK_SECRET ?? Buffer.from(random(24)).toString('hex'),
    temporarySecrets: !parsed.AUTH_KEYS || !parsed.PAYMENT_WEBHOOK_SECRET,
  };
}
