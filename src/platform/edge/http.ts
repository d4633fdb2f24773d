import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import { AppError, errorTable, toErrorBody } from '../../contract/errors.ts';
import { routes } from '../../contract/routes.ts';
import type { Route } from '../../contract/route.ts';
import type { RouteName } from '../../contract/routes.ts';
import type { InFlight } from '../in-flight.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { withRequestId } from '../request-context.ts';
import { parse, toAppError } from './errors.ts';
import { bodyReader, readBody, readQuery } from './http-body.ts';
import type { Limits } from './limits.ts';
import { addressRule, routeLimit } from './policy.ts';
import type { Actor, HttpCall, RouteHandlers } from './types.ts';

/** What the HTTP edge needs to know of the rest. */
export interface HttpEdge {
  log: Log;
  limits: Limits;
  inFlight: InFlight;
  metrics: Metrics;
  isAllowedOrigin(origin: string, host: string): boolean;
  /** Who is calling, by the bearer token. @throws SESSION_ENDED when a token was sent that is not valid */
  identify(authorization: string | undefined): Promise<Actor>;
}

type AnyHandler = (call: HttpCall<RouteName>) => Promise<unknown>;

/** Mounts every route of the contract that has a handler; answers and errors follow the contract. */
export function mountRoutes(app: Express, edge: HttpEdge, handlers: RouteHandlers): void {
  for (const [name, handler] of Object.entries(handlers) as [RouteName, AnyHandler][]) {
    const route: Route = routes[name];
    const [method, path] = name.split(' ') as [string, string];
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    // The body of somebody who may not call is not even read.
    app[verb](
      path,
      measure(edge, name),
      admit(edge, name, route),
      bodyReader(name, route),
      serve(edge, route, handler),
    );
  }
  refuseOthers(app, handlers);
}

function measure(edge: HttpEdge, name: RouteName): RequestHandler {
  return (_req, res, next) => {
    const stop = edge.metrics.http.startTimer({ route: name });
    res.once('close', () => stop({ status: res.writableFinished ? res.statusCode : 'aborted' }));
    next();
  };
}

function admit(edge: HttpEdge, name: RouteName, route: Route): RequestHandler {
  return async (req, res, next) => {
    refuseForeignOrigin(edge, req);
    await limit(edge, name, req);
    // Signing in or out must not fail because an old token came along.
    const anonymous = route.auth === 'none' && name.includes(' /api/auth/');
    const actor = await edge.identify(anonymous ? undefined : req.headers.authorization);
    authorize(route.auth, actor);
    res.locals['actor'] = actor;
    next();
  };
}

/** Pages of other sites may not make a browser act here, whatever cookies it would send along. */
function refuseForeignOrigin(edge: HttpEdge, req: Request): void {
  const { origin, host } = req.headers;
  if (req.method === 'GET' || req.method === 'HEAD' || origin === undefined) return;
  if (!edge.isAllowedOrigin(origin, host ?? '')) throw new AppError('ORIGIN_REFUSED');
}

async function limit(edge: HttpEdge, name: RouteName, req: Request): Promise<void> {
  const who = req.ip ?? 'unknown';
  await edge.limits.spend(addressRule(name), who);
  const special = routeLimit(name);
  if (special) await edge.limits.spend(special, who);
}

function authorize(auth: Route['auth'], actor: Actor): void {
  if (auth === 'none') return;
  if (actor.kind === 'guest') throw new AppError('SIGN_IN_REQUIRED');
  if (auth === 'operator' && actor.role !== 'operator') throw new AppError('FORBIDDEN');
}

function serve(edge: HttpEdge, route: Route, handler: AnyHandler): RequestHandler {
  return async (req, res) => {
    const call = {
      actor: res.locals['actor'] as Actor,
      requestId: String(req.id),
      address: req.ip ?? 'unknown',
      params: route.params && parse(route.params, req.params),
      query: readQuery(route, req),
      body: readBody(route, req),
      req,
      res,
    };
    const work = () => handler(call as unknown as HttpCall<RouteName>);
    const answer = await edge.inFlight.run(() => withRequestId(call.requestId, work));
    if (!res.headersSent) res.json(answer ?? {});
  };
}

/** A known path with another method is 405 with `Allow`, everything else under /api is 404. */
function refuseOthers(app: Express, handlers: RouteHandlers): void {
  const split = (Object.keys(handlers) as RouteName[]).map((name) => name.split(' ') as [method: string, path: string]);
  for (const [path, all] of Map.groupBy(split, ([, each]) => each)) {
    const allowed = all.map(([method]) => method).join(', ');
    app.all(path, (_req, res) => {
      res.setHeader('Allow', allowed);
      throw new AppError('METHOD_NOT_ALLOWED');
    });
  }
  app.use('/api', () => {
    throw new AppError('NOT_FOUND');
  });
}

/** Answers errors as application/problem+json with the codes of the table. */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error, req, res: Response, _next) => {
    const known = toAppError(error, req.log ?? log);
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const { status, message } = errorTable[known.code];
    const { code, ...facts } = toErrorBody(known);
    if (known.retryAfterMs !== undefined) res.setHeader('Retry-After', Math.ceil(known.retryAfterMs / 1000));
    const problem = { type: 'about:blank', title: message, status, detail: message, code, ...facts, requestId: req.id };
    res.status(status).type('application/problem+json').send(JSON.stringify(problem));
  };
}
