import type { z } from 'zod';
import type { RouteName, RouteResponse, routes } from '../../src/contract/routes.ts';
import type { Failure } from './api-error.ts';
import { noteServerTime } from './server-clock.ts';

type Input<N extends RouteName, K extends string> =
  (typeof routes)[N] extends Record<K, infer S extends z.ZodType> ? { [P in K]: z.input<S> } : unknown;
type RawInput<N extends RouteName> = (typeof routes)[N] extends { rawBody: true } ? { raw: Blob } : unknown;
/** What a route takes: its params, query and body (or raw bytes) where it has them. */
export type ApiInput<N extends RouteName> = Input<N, 'params'> &
  Input<N, 'body'> &
  Partial<Input<N, 'query'>> &
  RawInput<N>;

export type Result<T> = { ok: true; data: T } | { ok: false; error: Failure };

export interface SendOptions {
  /** The access token of whoever is signed in. */
  token?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds without an answer after which the call fails with `TIMEOUT`. */
  timeoutMs?: number | undefined;
}

interface AnyInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: Record<string, unknown>;
  raw?: Blob;
}

/** Calls one HTTP route of the contract; never throws, a failure is a result. Knows no session: see `api.ts` for that. */
export async function send<N extends RouteName>(
  name: N,
  input: ApiInput<N>,
  { token, signal, timeoutMs = 15_000 }: SendOptions = {},
): Promise<Result<RouteResponse<N>>> {
  const [method = 'GET', path = '/'] = name.split(' ');
  const { params, query, body, raw } = input as AnyInput;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address(path, params, query), {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(raw && { 'content-type': raw.type || 'application/octet-stream' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: raw ?? (body ? JSON.stringify(body) : null),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    noteServerTime(response.headers.get('date'));
    const answer = (await response.json()) as RouteResponse<N> & Partial<Failure>;
    return response.ok ? { ok: true, data: answer } : { ok: false, error: failure(answer) };
  } catch {
    return { ok: false, error: { code: timeout.aborted ? 'TIMEOUT' : 'OFFLINE' } };
  }
}

function address(path: string, params: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  if (asked.length === 0) return filled;
  return `${filled}?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()}`;
}

function failure({ code, details, retryAfterMs }: Partial<Failure>): Failure {
  return { code: code ?? 'INTERNAL', details, retryAfterMs };
}
