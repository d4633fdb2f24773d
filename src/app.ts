import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import express from 'express';
import type { Express } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { accountRoutes } from './accounts/http.ts';
import { admitToSocket, identify } from './accounts/identify.ts';
import { accountCommands } from './accounts/socket.ts';
import { mediaCommandHandlers } from './broadcast/socket.ts';
import { broadcastRoutes } from './broadcast/http.ts';
import { catalogRoutes } from './catalog/http.ts';
import { channelRoutes } from './channels/http.ts';
import { chatRoutes } from './chat/http.ts';
import { chatCommands } from './chat/socket.ts';
import { commands } from './contract/commands.ts';
import { AppError } from './contract/errors.ts';
import { routes } from './contract/routes.ts';
import type { Deps } from './deps.ts';
import { drawRoutes } from './draws/http.ts';
import { fileRoutes } from './files/http.ts';
import { likeCommands } from './likes/socket.ts';
import { withDeadline } from './platform/deadline.ts';
import { callerAddress } from './platform/edge/address.ts';
import { collectHandlers } from './platform/edge/collect-handlers.ts';
import { opsRoutes } from './ops/http.ts';
import { opsRoomRoutes } from './ops/rooms-http.ts';
import { shareWithOrigins } from './platform/edge/cors.ts';
import { answerErrors, mountRoutes } from './platform/edge/http.ts';
import { arePagesBuilt, builtPages, mountPages } from './platform/edge/pages.ts';
import { requestIdOf } from './platform/edge/request-id.ts';
import { securityHeaders } from './platform/edge/security-headers.ts';
import { createSocketAuthority } from './platform/edge/socket-authority.ts';
import { serveSockets } from './platform/edge/socket.ts';
import type { CommandHandlers, RouteHandlers } from './platform/edge/types.ts';
import { mountHealth } from './platform/health.ts';
import { createInFlight } from './platform/in-flight.ts';
import type { InFlight } from './platform/in-flight.ts';
import { originRule } from './platform/origins.ts';
import { orderRoutes } from './orders/http.ts';
import { paymentRoutes } from './payments/http.ts';
import { purchaseRoutes } from './purchases/http.ts';
import { purchaseCommands } from './purchases/socket.ts';
import { roomRoutes } from './rooms/http.ts';
import { roomCommands } from './rooms/socket.ts';
import { shelfCommands } from './shelf/socket.ts';
import { shopRoutes } from './shops/http.ts';
import { statementRoutes } from './statements/http.ts';

/** Handlers of every feature; each command and route of the contract has exactly one. */
const routesOf = (deps: Deps): RouteHandlers[] => [
  accountRoutes(deps),
  fileRoutes(deps),
  shopRoutes(deps),
  channelRoutes(deps),
  catalogRoutes(deps),
  roomRoutes(deps),
  statementRoutes(deps),
  broadcastRoutes(deps),
  purchaseRoutes(deps),
  drawRoutes(deps),
  orderRoutes(deps),
  paymentRoutes(deps),
  chatRoutes(deps),
  opsRoomRoutes(deps),
  opsRoutes(deps),
];
const commandsOf = (deps: Deps): CommandHandlers[] => [
  accountCommands(deps),
  roomCommands(deps),
  shelfCommands(deps),
  purchaseCommands(deps),
  chatCommands(deps),
  likeCommands(deps),
  mediaCommandHandlers(deps),
];

export interface App {
  http: HttpServer;
  /** Readiness turns false and new commands are sent elsewhere; what is under way goes on. */
  drain(): void;
  /** Stops taking calls, lets those under way end, then closes the connections. Idempotent. */
  close(): Promise<void>;
}

/** The service node as a value: main.ts lets it listen, tests do so on a free port. @throws when handlers are missing */
export function createApp(deps: Deps): App {
  let draining = false;
  const inFlight = createInFlight();
  const isDraining = () => draining;
  const app = express();
  app.set('trust proxy', deps.config.TRUST_PROXY);
  app.disable('x-powered-by');
  mountHealth(app, {
    checks: { redis: () => deps.redis.ping(), mongo: () => deps.mongo.db!.command({ ping: 1 }) },
    facts: () => ({ media: deps.broadcast.isReady() }),
    metrics: deps.metrics.registry,
    isDraining,
    isOperator: (header) => isOperator(deps, header),
  });
  useHttp(app, deps, inFlight);

  const http = createServer(app);
  http.requestTimeout = 60_000;
  useSockets(http, deps, inFlight, isDraining);
  let closing: Promise<void> | undefined;
  const drain = () => void (draining = true);
  return {
    http,
    drain,
    close() {
      drain();
      closing ??= closeHttp(http, deps, inFlight);
      return closing;
    },
  };
}

function useHttp(app: Express, deps: Deps, inFlight: InFlight): void {
  app.use(
    pinoHttp({
      logger: deps.log,
      genReqId: (req) => requestIdOf(req.headers['x-request-id']),
      autoLogging: { ignore: (req) => req.url?.startsWith('/assets') ?? false },
      customLogLevel: (_req, res, error) => (error || res.statusCode === 500 ? 'error' : 'debug'),
    }),
  );
  app.use((req, res, next) => {
    res.setHeader('X-Request-Id', String(req.id));
    next();
  });
  app.use(helmet(securityHeaders(deps.config)));
  const { log, limits, metrics } = deps;
  const isAllowedOrigin = originRule(deps.config);
  const edge = {
    log,
    limits,
    metrics,
    inFlight,
    isAllowedOrigin,
    identify: (header?: string) => identify(deps, header),
  };
  app.use('/api', shareWithOrigins(isAllowedOrigin));
  mountRoutes(app, edge, collectHandlers('route', Object.keys(routes), routesOf(deps)));
  if (arePagesBuilt(builtPages)) mountPages(app, builtPages);
  else log.warn('the pages are not built; `npm run build:web` builds them');
  app.use(() => {
    throw new AppError('NOT_FOUND');
  });
  app.use(answerErrors(log));
}

function useSockets(http: HttpServer, deps: Deps, inFlight: InFlight, isDraining: () => boolean): void {
  const { log, limits, metrics, config } = deps;
  const { io } = deps.sockets;
  io.attach(http);
  metrics.watchSockets(() => io.engine.clientsCount);
  const edge = {
    log,
    limits,
    metrics,
    inFlight,
    isDraining,
    authority: createSocketAuthority(deps.clock),
    admit: (token: string) => admitToSocket(deps, token),
    addressOf: (socket: { request: Parameters<typeof callerAddress>[0] }) =>
      callerAddress(socket.request, config.TRUST_PROXY),
  };
  serveSockets(io, edge, collectHandlers('command', Object.keys(commands), commandsOf(deps)));
}

async function isOperator(deps: Deps, authorization: string | undefined): Promise<boolean> {
  const actor = await identify(deps, authorization).catch(() => undefined);
  return actor?.kind === 'member' && actor.role === 'operator';
}

async function closeHttp(http: HttpServer, deps: Deps, inFlight: InFlight): Promise<void> {
  http.close();
  // What hangs longer than this is cut off, so that the stores still close in order.
  await withDeadline(inFlight.idle(), deps.config.SHUTDOWN_SECONDS * 500).catch(() => {});
  const closed = deps.sockets.close();
  http.closeAllConnections();
  await closed;
}
