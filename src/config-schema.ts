import { availableParallelism } from 'node:os';
import { z } from 'zod';

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const webUrl = z.url({ protocol: /^https?$/ });

const origins = z.string().transform((text, context) => {
  const parts = text.split(',').map((part) => part.trim());
  for (const part of parts.filter((each) => !isOrigin(each))) {
    context.addIssue({ code: 'custom', message: `not an origin: ${JSON.stringify(part)}` });
  }
  return parts;
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const iceServer = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.string().optional(),
  credential: z.string().optional(),
});

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

/** One key of the ring: a name and its secret bytes. */
const authKey = z.string().transform((text, context) => {
  const at = text.indexOf(':');
  const kid = text.slice(0, at);
  const bytes = Buffer.from(text.slice(at + 1), 'base64');
  if (at < 1 || bytes.length < 32) {
    context.addIssue({ code: 'custom', message: 'a key is not kid:base64 of at least 32 bytes' });
    return z.NEVER;
  }
  return { kid, secret: new Uint8Array(bytes) };
});

const authKeys = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(authKey))
  .refine((keys) => new Set(keys.map((key) => key.kid)).size === keys.length, 'two keys have the same name');

/** What people are told of a variable; `takes` is its form, `secret` values are never shown. */
export interface VariableFacts {
  takes: string;
  description: string;
  secret?: true;
  requiredInProduction?: true;
  /** The default in words, where the value itself depends on the machine. */
  shownDefault?: string;
}
const about = (
  takes: string,
  description: string,
  more: Omit<VariableFacts, 'takes' | 'description'> = {},
): VariableFacts & Record<string, unknown> => ({ takes, description, ...more });

/** Every environment variable the service reads; the README's table is made from it. */
export const configSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .meta(about('`development`, `production` or `test`', '`production` refuses to start without secrets')),
  NODE_ID: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .optional()
    .meta(
      about('1 to 60 letters, digits, `.`, `_`, `-`', 'name of this process in logs and room ownership', {
        shownDefault: 'random',
      }),
    ),
  HOST: z.string().default('127.0.0.1').meta(about('an address', 'where the HTTP server listens')),
  PORT: whole(0, 65_535).default(3000).meta(about('0 to 65535', 'port of pages, HTTP API and socket; 0 = any free')),
  PUBLIC_URL: webUrl
    .optional()
    .meta(about('an http or https URL', 'how browsers reach the service; `https` makes cookies secure')),
  ALLOWED_ORIGINS: origins.default([]).meta(
    about(
      'origins, separated by commas',
      'origins of other sites whose pages may call the service; its own always may',
      {
        shownDefault: 'none',
      },
    ),
  ),
  TRUST_PROXY: whole(0, 5).default(0).meta(about('0 to 5', 'how many proxies of yours in front add `X-Forwarded-For`')),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/[^,\s]+(\s*,\s*rediss?:\/\/[^,\s]+)*$/)
    .meta(
      about(
        'a redis or rediss URL, or several separated by commas: nodes of a Redis Cluster',
        'Redis 7 or newer with AOF on and `maxmemory-policy noeviction`',
        { secret: true },
      ),
    ),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,40}$/)
    .default('sc')
    .meta(about('1 to 40 letters, digits, `.`, `_`, `-`', 'first part of every key; keeps deployments apart')),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/./)
    .meta(about('a mongodb URI naming the database', 'MongoDB 5 or newer, the truth', { secret: true })),
  AUTH_KEYS: authKeys
    .optional()
    .meta(
      about(
        '`kid:base64` keys of 32 bytes or more, separated by commas',
        'keys of the tokens: the first signs, all verify',
        { secret: true, requiredInProduction: true, shownDefault: 'random' },
      ),
    ),
  PAYMENT_WEBHOOK_SECRET: z
    .string()
    .min(16)
    .optional()
    .meta(
      about('16 characters or more', 'signs and checks payment webhooks; the same for service and workers', {
        secret: true,
        requiredInProduction: true,
        shownDefault: 'random',
      }),
    ),
  MEDIASOUP_WORKER_BIN: z
    .string()
    .optional()
    .meta(about('a path', 'mediasoup worker to run', { shownDefault: 'the installed one' })),
  MEDIA_WORKERS: whole(1, 64)
    .default(Math.max(1, availableParallelism() - 1))
    .meta(about('1 to 64', 'mediasoup worker processes, one core each', { shownDefault: 'cores - 1' })),
  MEDIA_LISTEN_IP: z.string().default('127.0.0.1').meta(about('an address', 'where media sockets listen')),
  MEDIA_ANNOUNCED_ADDRESS: z
    .string()
    .optional()
    .meta(about('an address or host name', 'what browsers are told to send media to, behind NAT')),
  MEDIA_PORT_BASE: whole(0, 65_000)
    .default(0)
    .meta(about('0 to 65000', 'first media port, UDP and TCP, one per worker; 0 = any free')),
  MEDIA_ICE_SERVERS: json
    .pipe(z.array(iceServer))
    .default([])
    .meta(
      about('a JSON list of RTCIceServer', 'STUN and TURN servers for browsers', {
        secret: true,
        shownDefault: 'none',
      }),
    ),
  HOLD_SECONDS: whole(1, 3600).default(300).meta(about('1 to 3600', 'how long an unpaid purchase keeps its units')),
  SETTLE_SECONDS: whole(1, 86_400)
    .default(30)
    .meta(about('1 to 86400', 'units nobody bought go back to the shop this long after the end of a room')),
  SHOP_AUTO_APPROVE: flag
    .default(false)
    .meta(about('`true` or `false`', 'approves shops and products when submitted, for demos')),
  DEMO_MODE: flag.default(false).meta(about('`true` or `false`', 'offers the demo accounts at sign-in')),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .meta(about('`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`', 'least level that is logged')),
  SHUTDOWN_SECONDS: whole(1, 300).default(15).meta(about('1 to 300', 'deadline of an ordered shutdown')),
});

export type ConfigVariable = keyof typeof configSchema.shape;

/** What people are told of a variable. */
export function factsOf(name: ConfigVariable): VariableFacts {
  return configSchema.shape[name].meta() as unknown as VariableFacts;
}
