import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError, configSchema, readConfig } from '#src/config.ts';
import { factsOf } from '#src/config-schema.ts';
import type { ConfigVariable } from '#src/config.ts';
import { configTable, withConfigTable } from '../../scripts/lib/config-table.ts';
import type { Language } from '../../scripts/lib/config-table.ts';

const services = { REDIS_URL: 'redis://127.0.0.1:6379', MONGODB_URI: 'mongodb://127.0.0.1/live' };
const key = (kid: string, bytes = 32) => `${kid}:${Buffer.alloc(bytes, 7).toString('base64')}`;

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('reading the environment', () => {
  it('needs Redis and MongoDB only, and takes an empty variable for one that is not set', () => {
    const config = readConfig({ ...services, PORT: '', HOST: '' });
    expect(config).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', HOLD_SECONDS: 300, temporarySecrets: true });
    expect(config.NODE_ID).toMatch(/^node-[0-9a-f]{8}$/);
    expect(readConfig(services).AUTH_KEYS[0]!.secret).not.toEqual(config.AUTH_KEYS[0]!.secret);
  });

  it('lists every problem at once: name, what it got, what it takes', () => {
    const problems = problemsOf({
      PORT: '99999',
      REDIS_URL: 'http://x',
      TRUST_PROXY: 'yes',
      ALLOWED_ORIGINS: 'a.example',
    });
    expect(problems).toEqual([
      'PORT: got "99999"; takes 0 to 65535',
      'ALLOWED_ORIGINS: got "a.example"; takes origins, separated by commas (not an origin: "a.example")',
      'TRUST_PROXY: got "yes"; takes 0 to 5',
      'REDIS_URL: got (hidden); takes a redis or rediss URL, or several separated by commas: nodes of a Redis Cluster',
      'MONGODB_URI: is not set; takes a mongodb URI naming the database',
    ]);
  });

  it('never shows a secret', () => {
    const secrets = Object.keys(configSchema.shape).filter((name) => factsOf(name as ConfigVariable).secret);
    expect(secrets).toContain('AUTH_KEYS');
    const text = problemsOf(Object.fromEntries(secrets.map((name) => [name, 'tr0ub4dor']))).join('\n');
    expect(text).toContain('(hidden)');
    expect(text).not.toContain('tr0ub4dor');
  });

  it('refuses production without secrets', () => {
    const problems = problemsOf({ ...services, NODE_ENV: 'production' });
    expect(problems.map((line) => line.split(':')[0])).toEqual(['AUTH_KEYS', 'PAYMENT_WEBHOOK_SECRET']);
    const env = { ...services, NODE_ENV: 'production', AUTH_KEYS: key('a'), PAYMENT_WEBHOOK_SECRET: 'x'.repeat(16) };
    expect(readConfig(env).temporarySecrets).toBe(false);
  });

  it('reads a key ring in its order and refuses weak, nameless and doubled keys', () => {
    const config = readConfig({ ...services, AUTH_KEYS: `${key('new')}, ${key('old')}` });
    expect(config.AUTH_KEYS.map(({ kid }) => kid)).toEqual(['new', 'old']);
    for (const ring of [key('weak', 31), `:${key('x').slice(2)}`, `${key('a')},${key('a')}`, `${key('a')},`]) {
      expect(problemsOf({ ...services, AUTH_KEYS: ring })).toHaveLength(1);
    }
  });

  it('reads flags, lists and JSON', () => {
    const config = readConfig({
      ...services,
      DEMO_MODE: '1',
      SHOP_AUTO_APPROVE: 'false',
      ALLOWED_ORIGINS: 'https://a.example, http://b.example:8080',
      MEDIA_ICE_SERVERS: '[{"urls":"stun:stun.example"}]',
    });
    expect(config).toMatchObject({
      DEMO_MODE: true,
      SHOP_AUTO_APPROVE: false,
      ALLOWED_ORIGINS: ['https://a.example', 'http://b.example:8080'],
      MEDIA_ICE_SERVERS: [{ urls: 'stun:stun.example' }],
    });
  });
});

describe('the configuration table', () => {
  it.each(['en', 'zh'] as const)('has a complete row for every variable (%s)', (language) => {
    const rows = configTable(language).split('\n').slice(2);
    expect(rows).toHaveLength(Object.keys(configSchema.shape).length);
    for (const row of rows) {
      const [, name, takes, , description] = row.split('|').map((cell) => cell.trim());
      expect([name, takes, description]).not.toContain('');
      expect(row).not.toContain('undefined');
    }
  });

  const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const pages: [Language, string][] = [
    ['en', 'README.md'],
    ['zh', 'README.zh-CN.md'],
  ];
  it.each(pages.filter(([, name]) => existsSync(pathOf(name))))(
    'in the %s README is up to date (npm run docs)',
    (language, name) => {
      const path = pathOf(name);
      const page = readFileSync(path, 'utf8');
      expect(page).toBe(withConfigTable(page, language));
    },
  );
});
