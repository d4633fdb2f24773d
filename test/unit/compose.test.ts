import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema, readConfig } from '#src/config.ts';

interface ComposeService {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
  depends_on?: Record<string, { condition: string }>;
  profiles?: string[];
}

const file = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const { services } = parse(file, { merge: true }) as { services: Record<string, ComposeService> };
const ours = ['service', 'workers', 'service-2'] as const;

/** What compose would pass when the variables it demands are given and the rest is left to the defaults. */
function interpolate(value: string): string {
  const given: Record<string, string> = {
    AUTH_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    PAYMENT_WEBHOOK_SECRET: 'x'.repeat(32),
  };
  return value.replaceAll(
    /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
    (_, name: string, fallback?: string) => given[name] ?? fallback ?? '',
  );
}

describe.each(ours)('%s', (name) => {
  const environment = Object.fromEntries(
    Object.entries(services[name]!.environment!).map(([key, value]) => [key, interpolate(value)]),
  );

  it('sets only variables that the configuration knows', () => {
    expect(Object.keys(environment).filter((key) => !(key in configSchema.shape))).toEqual([]);
  });

  it('sets everything production needs', () => {
    const config = readConfig(environment);
    expect(config.NODE_ENV).toBe('production');
    expect(config.temporarySecrets).toBe(false);
  });

  it('has more time to end than it takes itself', () => {
    expect(Number.parseInt(services[name]!.stop_grace_period!, 10)).toBeGreaterThan(
      readConfig(environment).SHUTDOWN_SECONDS,
    );
  });

  it('waits until the databases are healthy', () => {
    expect(services[name]!.depends_on).toEqual({
      mongo: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
  });
});

it('holds no dollar that compose would not understand, messages included', () => {
  const text = file.replaceAll(/^\s*#.*$/gm, '');
  expect(text.replaceAll(/\$\{\w+(:[-?][^${}]*)?\}/g, '')).not.toContain('$');
});

describe('the databases', () => {
  it('keeps what Redis is told and never evicts', () => {
    expect(services['redis']!.command!.join(' ')).toContain('--appendonly yes');
    expect(services['redis']!.command!.join(' ')).toContain('--maxmemory-policy noeviction');
  });

  it('runs MongoDB as a replica set that starts itself', () => {
    expect(services['mongo']!.command).toContain('rs0');
    const check = services['mongo']!.healthcheck!.test.join(' ');
    expect(check).toContain('rs.initiate');
    expect(check).toContain('isWritablePrimary');
  });
});

describe.each(['service', 'service-2'])('media ports of %s', (name) => {
  it('publishes one UDP and one TCP port per media worker', () => {
    const { environment, ports } = services[name]!;
    const first = Number(environment!['MEDIA_PORT_BASE']);
    const range = `${first}-${first + Number(environment!['MEDIA_WORKERS']) - 1}`;
    expect(ports).toEqual(expect.arrayContaining([`${range}:${range}/udp`, `${range}:${range}/tcp`]));
  });
});

describe('the Dockerfile', () => {
  const docker = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
  it('names an exact Node in every stage', () => {
    const images = [...docker.matchAll(/^FROM (\S+)/gm)]
      .map((match) => match[1]!)
      .filter((image) => image.startsWith('node'));
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(image).toMatch(/^node:\d+\.\d+\.\d+-/);
  });
});
