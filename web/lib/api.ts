import type { z } from 'zod';
import type { ErrorCode, ErrorDetails } from '../../src/contract/errors.ts';
import type { RouteName, RouteResponse, routes } from '../../src/contract/routes.ts';
import type { PageErrorCode } from '../i18n/error-text.ts';

type Input<N extends RouteName, K extends string> =
  (typeof routes)[N] extends Record<K, infer S extends z.ZodType> ? { [P in K]: z.input<S> } : unknown;
/** What a route takes: its params, query and body where it has them. */
export type ApiInput<N extends RouteName> = Input<N, 'params'> & Input<N, 'body'> & Partial<Input<N, 'query'>>;

/** Why a call was refused; the same shape as a refused socket command. */
export interface Failure {
  code: ErrorCode | PageErrorCode;
  details?: ErrorDetails | undefined;
  retryAfterMs?: number | undefined;
}
export type Result<T> = { ok: true; data: T } | { ok: false; error: Failure };

export interface ApiOptions {
  /** The access token of whoever is signed in. */
  token?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds without an answer after which the call fails with `TIMEOUT`. */
  timeoutMs?: number | undefined;
}

/** Calls one HTTP route of the contract; never throws, a failure is a result. */
export async function api<N extends RouteName>(
  name: N,
  input: ApiInput<N>,
  { token, signal, timeoutMs = 15_000 }: ApiOptions = {},
): Promise<Result<RouteResponse<N>>> {
  const [method = 'GET', path = '/'] = name.split(' ');
  const { params, query, body } = input as Partial<Record<'params' | 'query' | 'body', Record<string, unknown>>>;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(address(path, params, query), {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: body ? JSON.stringify(body) : null,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
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
