import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import express from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { accountRoutes } from './accounts/http.ts';
import { accountCommands } from './accounts/socket.ts';
import { commands } from './contract/commands.ts';
import { AppError } from './contract/errors.ts';
import { routes } from './contract/routes.ts';
import type { Deps } from './deps.ts';
import { fileRoutes } from './files/http.ts';
import { answerErrors, mountRoutes } from './platform/edge/http.ts';
import { mountPages } from './platform/edge/pages.ts';
import { requestIdOf } from './platform/edge/request-id.ts';
import { securityHeaders } from './platform/edge/security-headers.ts';
import { createSocketAuthority } from './platform/edge/socket-authority.ts';
import { serveSockets } from './platform/edge/socket.ts';
import type { Actor, CommandHandlers, RouteHandlers } from './platform/edge/types.ts';
import { mountHealth } from './platform/health.ts';
import { createMetrics } from './platform/metrics.ts';
import { SOCKET_AUTHORITY_MS } from './platform/tokens.ts';

/** Handlers of every feature; each command and route of the contract has exactly one. */
const routesOf = (deps: Deps): RouteHandlers[] => [accountRoutes(deps), fileRoutes(deps)];
const commandsOf = (deps: Deps): CommandHandlers[] => [accountCommands(deps)];

export interface App {
  http: HttpServer;
  /** Readiness turns false; what is under way goes on. */
  drain(): void;
}

/** The service node as a value: main.ts lets it listen, tests do so on a free port. */
export function createApp(deps: Deps): App {
  let draining = false;
  const app = express();
  app.set('trust proxy', deps.config.TRUST_PROXY);
  app.disable('x-powered-by');
  mountHealth(app, { redis: deps.redis, mongo: deps.mongo, metrics: createMetrics(), isDraining: () => draining });
  app.use(
    pinoHttp({
      logger: deps.log,
      genReqId: (req) => requestIdOf(req.headers['x-request-id']),
      autoLogging: { ignore: (req) => req.url?.startsWith('/assets') ?? false },
      customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'debug'),
    }),
  );
  app.use((req, res, next) => {
    res.setHeader('X-Request-Id', String(req.id));
    next();
  });
  app.use(helmet(securityHeaders(deps.config)));
  mountRoutes(
    app,
    { log: deps.log, limits: deps.limits, identify: (header) => identify(deps, header) },
    collect(deps, 'route', routes, routesOf(deps)),
  );
  mountPages(app);
  app.use(() => {
    throw new AppError('NOT_FOUND');
  });
  app.use(answerErrors(deps.log));

  const http = createServer(app);
  deps.sockets.io.attach(http);
  serveSockets(
    deps.sockets.io,
    {
      log: deps.log,
      limits: deps.limits,
      authority: createSocketAuthority(deps.clock),
      admit: (token) => admit(deps, token),
    },
    collect(deps, 'command', commands, commandsOf(deps)),
  );
  return { http, drain: () => void (draining = true) };
}

async function identify(deps: Deps, authorization: string | undefined): Promise<Actor> {
  if (authorization === undefined) return { kind: 'guest' };
  const [scheme, token] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new AppError('SESSION_ENDED');
  return deps.tokens.verify(token, 'api');
}

async function admit(deps: Deps, token: string) {
  return { actor: await deps.tokens.verify(token, 'socket'), until: deps.clock.now() + SOCKET_AUTHORITY_MS };
}

/** Merges the features' handlers; a name with two is a mistake that must not start. */
function collect<T extends object>(deps: Deps, what: string, contract: object, parts: T[]): T {
  const all: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, handler] of Object.entries(part)) {
      if (all[name]) throw new Error(`two handlers for ${what} ${name}`);
      all[name] = handler;
    }
  }
  const missing = Object.keys(contract).filter((name) => !all[name]);
  if (missing.length > 0) deps.log.warn({ missing }, `${what}s without a handler`);
  return all as T;
}
