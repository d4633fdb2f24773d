import type { Express, Request } from 'express';
import type { Registry } from 'prom-client';
import { withDeadline } from './deadline.ts';

/** A check may take this long before it counts as failed, in milliseconds. */
const PATIENCE_MS = 2_000;

export interface Health {
  /** What must answer for the node to be ready, by the name shown. */
  checks: Record<string, () => Promise<unknown>>;
  /** Shown beside the checks; a node without video still sells, so it stays ready. */
  facts(): Record<string, boolean>;
  metrics: Registry;
  /** True from the moment a shutdown begins. */
  isDraining(): boolean;
  /** Operators may read metrics from elsewhere than this machine. */
  isOperator(authorization: string | undefined): Promise<boolean>;
}

/** `/livez`: the loop runs. `/readyz`: it can serve. `/metrics`: numbers for Prometheus, for this machine and operators. */
export function mountHealth(app: Express, health: Health): void {
  app.get('/livez', (_req, res) => void res.json({ ok: true }));
  app.get('/readyz', async (_req, res) => {
    const draining = health.isDraining();
    const results = Object.fromEntries(await Promise.all(Object.entries(health.checks).map(runCheck)));
    const ok = !draining && Object.values(results).every(Boolean);
    res.status(ok ? 200 : 503).json({ ok, draining, ...results, ...health.facts() });
  });
  app.get('/metrics', async (req, res) => {
    if (!isLocal(req) && !(await health.isOperator(req.headers.authorization))) {
      res.status(404).end();
      return;
    }
    res.type(health.metrics.contentType).send(await health.metrics.metrics());
  });
}

async function runCheck([name, check]: [string, () => Promise<unknown>]): Promise<[string, boolean]> {
  try {
    return [name, (await withDeadline(check(), PATIENCE_MS)) !== false];
  } catch {
    return [name, false];
  }
}

/** From this machine and not merely through a proxy on it. */
function isLocal(req: Request): boolean {
  const { remoteAddress } = req.socket;
  const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(remoteAddress ?? '');
  return loopback && req.headers['x-forwarded-for'] === undefined && req.headers.forwarded === undefined;
}
