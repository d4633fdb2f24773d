import express from 'express';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../../contract/errors.ts';
import type { Route } from '../../contract/route.ts';
import { parse } from './errors.ts';
import { edgePolicy } from './policy.ts';

const json = express.json({ limit: edgePolicy.jsonBytes, strict: true });
const wideJson = express.json({ limit: edgePolicy.wideJsonBytes, strict: true });
const file = express.raw({ limit: edgePolicy.fileBytes, type: () => true });
const raw = express.raw({ limit: edgePolicy.jsonBytes, type: () => true });

/** Reads the body as the route wants it; only uploads and what the contract calls wide may be large. */
export function bodyReader(name: string, route: Route): RequestHandler {
  if (!route.rawBody) return route.wideBody ? wideJson : json;
  return name === 'POST /api/files' ? file : raw;
}

/** The checked body. @throws UNSUPPORTED_MEDIA_TYPE INVALID_INPUT, also for a body that nobody would read */
export function readBody(route: Route, req: Request): unknown {
  if (route.rawBody) return undefined;
  const body = req.body as unknown;
  if (body === undefined && hasBytes(req)) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  if (!route.body) return refuseUnread(body);
  if (body === undefined) throw invalid('send a JSON body');
  return parse(route.body, body);
}

/** The checked query; a route that takes none refuses any. @throws INVALID_INPUT */
export function readQuery(route: Route, req: Request): unknown {
  if (route.query) return parse(route.query, req.query);
  const [extra] = Object.keys(req.query);
  if (extra !== undefined) throw invalid('this address takes no query', extra.slice(0, 100));
  return undefined;
}

function refuseUnread(body: unknown): undefined {
  // Pages send `{}` where nothing is needed; anything more is a mistake that would otherwise go unnoticed.
  if (body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0)) return;
  throw invalid('this address takes no body');
}

function hasBytes(req: Request): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

function invalid(problem: string, path = ''): AppError {
  return new AppError('INVALID_INPUT', { details: { fields: [{ path, problem }] } });
}
