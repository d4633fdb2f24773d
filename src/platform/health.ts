import type { Express } from 'express';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { Mongo } from './mongo.ts';

/** A check may take this long before it counts as failed, in milliseconds. */
const PATIENCE_MS = 2_000;

export interface Health {
  redis: Redis;
  mongo: Mongo;
  metrics: Registry;
  /** True from the moment a shutdown begins. */
  isDraining(): boolean;
}

/** `/livez`: the loop runs. `/readyz`: it can serve. `/metrics`: numbers for Prometheus, to callers on this machine. */
export function mountHealth(app: Express, health: Health): void {
  app.get('/livez', (_req, res) => void res.json({ ok: true }));
  app.get('/readyz', async (_req, res) => {
    const [redis, mongo] = await Promise.all([
      answers(health.redis.ping()),
      answers(health.mongo.db!.command({ ping: 1 })),
    ]);
    const draining = health.isDraining();
    const ok = redis && mongo && !draining;
    res.status(ok ? 200 : 503).json({ ok, redis, mongo, draining });
  });
  app.get('/metrics', async (req, res) => {
    if (!isLoopback(req.socket.remoteAddress) || req.headers['x-forwarded-for'] !== undefined) {
      res.status(404).end();
      return;
    }
    res.type(health.metrics.contentType).send(await health.metrics.metrics());
  });
}

async function answers(work: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  return Promise.race([
    work.then(
      () => true,
      () => false,
    ),
    late,
  ]);
}

function isLoopback(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}
