import express from 'express';
import 'pino-http';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import { AppError, errorTable, toErrorBody } from '../../contract/errors.ts';
import { routes } from '../../contract/routes.ts';
import type { Route, RouteName } from '../../contract/routes.ts';
import type { Log } from '../log.ts';
import { parse, toAppError } from './errors.ts';
import type { Limits } from './limits.ts';
import { edgePolicy, routeLimit } from './policy.ts';
import type { Actor, HttpCall, RouteHandlers } from './types.ts';

/** What the HTTP edge needs to know of the rest. */
export interface HttpEdge {
  log: Log;
  limits: Limits;
  /** Who is calling, by the bearer token. @throws SESSION_ENDED when a token was sent that is not valid */
  identify(authorization: string | undefined): Promise<Actor>;
}

/** Mounts every route of the contract that has a handler; answers and errors follow the contract. */
export function mountRoutes(app: Express, edge: HttpEdge, handlers: RouteHandlers): void {
  const json = express.json({ limit: edgePolicy.jsonBytes, strict: true });
  const raw = express.raw({ limit: '2mb', type: () => true });
  for (const [name, handler] of Object.entries(handlers) as [
    RouteName,
    (call: HttpCall<RouteName>) => Promise<unknown>,
  ][]) {
    const route: Route = routes[name];
    const [method, path] = name.split(' ') as [string, string];
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    app[verb](path, route.rawBody ? raw : json, serve(edge, name, route, handler));
  }
  app.use('/api', refuseMethods(handlers));
}

function serve(
  edge: HttpEdge,
  name: RouteName,
  route: Route,
  handler: (call: HttpCall<RouteName>) => Promise<unknown>,
): RequestHandler {
  return async (req, res) => {
    await limit(edge, name, req);
    const actor = await edge.identify(req.headers.authorization);
    authorize(route.auth, actor);
    const call = {
      actor,
      requestId: String(req.id),
      log: req.log as Log,
      address: req.ip ?? 'unknown',
      params: route.params && parse(route.params, req.params),
      query: route.query && parse(route.query, req.query),
      body: readBody(route, req),
      req,
      res,
    };
    const answer = await handler(call as unknown as HttpCall<RouteName>);
    if (answer !== undefined && !res.headersSent) res.json(answer);
  };
}

async function limit(edge: HttpEdge, name: RouteName, req: Request): Promise<void> {
  const who = req.ip ?? 'unknown';
  await edge.limits.spend(edgePolicy.http, who);
  const special = routeLimit(name);
  if (special) await edge.limits.spend(special, who);
}

function authorize(auth: Route['auth'], actor: Actor): void {
  if (auth === 'none') return;
  if (actor.kind === 'guest') throw new AppError('SIGN_IN_REQUIRED');
  if (auth === 'operator' && actor.role !== 'operator') throw new AppError('FORBIDDEN');
}

function readBody(route: Route, req: Request): unknown {
  if (route.rawBody) return undefined;
  // A body nobody reads is a mistake of the caller that would otherwise go unnoticed.
  if (!route.body) return undefined;
  if (req.body === undefined)
    throw new AppError('INVALID_INPUT', { details: { fields: [{ path: '', problem: 'send a JSON body' }] } });
  return parse(route.body, req.body);
}

/** A known path with another method is 405 with `Allow`, everything else under /api is 404. */
function refuseMethods(handlers: RouteHandlers): RequestHandler {
  const table = (Object.keys(handlers) as RouteName[]).map((name) => {
    const [method, path] = name.split(' ') as [string, string];
    return { method, pattern: new RegExp(`^${path.replaceAll(/:[a-z]+/gi, '[^/]+')}$`) };
  });
  return (req, res) => {
    const methods = table.filter(({ pattern }) => pattern.test(`/api${req.path}`)).map(({ method }) => method);
    if (methods.length === 0) throw new AppError('NOT_FOUND');
    res.setHeader('Allow', methods.join(', '));
    throw new AppError('METHOD_NOT_ALLOWED');
  };
}

/** Answers errors as application/problem+json with the codes of the table. */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error, req, res: Response, _next) => {
    const known = toAppError(error, (req.log as Log | undefined) ?? log);
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const { status, message } = errorTable[known.code];
    if (known.retryAfterMs !== undefined) res.setHeader('Retry-After', Math.ceil(known.retryAfterMs / 1000));
    const problem = { type: 'about:blank', title: message, status, ...toErrorBody(known), requestId: req.id };
    res.status(status).type('application/problem+json').send(JSON.stringify(problem));
  };
}
