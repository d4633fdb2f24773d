import { noteServerTime } from './clock.ts';
import { ShelfcastError, type Failure } from './failure.ts';
import type { Routes } from './protocol.ts';

export type RouteName = keyof Routes;
/** What a route takes: its params, query and body (or raw bytes) where it has them. */
export type RouteInput<N extends RouteName> = Omit<Routes[N], 'response'>;
export type RouteResponse<N extends RouteName> = Routes[N]['response'];
export type Result<T> = { ok: true; data: T } | { ok: false; error: Failure };

export interface SendOptions {
  /** Where the service is; a page's own origin without it. */
  url?: string | undefined;
  /** The access token of whoever is signed in. */
  token?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds without an answer after which the call fails with `TIMEOUT`. */
  timeoutMs?: number | undefined;
}

interface AnyInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: object;
  raw?: Blob;
}

/** Calls one HTTP route; never throws, a failure is a result. */
export function send<N extends RouteName>(
  name: N,
  input: RouteInput<N>,
  options: SendOptions = {},
): Promise<Result<RouteResponse<N>>> {
  return exchange(name, input, options, async (response) => (await response.json()) as RouteResponse<N>);
}

/** Routes that answer with a file instead of JSON. */
export type FileRouteName = 'GET /api/files/:id' | 'GET /api/rooms/:id/chat.csv';

/** Fetches a file; never throws, a failure is a result. */
export function sendForFile(
  name: FileRouteName,
  input: { params: { id: string } },
  options: SendOptions = {},
): Promise<Result<Blob>> {
  return exchange(name, input, options, (response) => response.blob());
}

async function exchange<T>(
  name: string,
  input: object,
  { url = '', token, signal, timeoutMs = 15_000 }: SendOptions,
  read: (response: Response) => Promise<T>,
): Promise<Result<T>> {
  const [method = 'GET', path = '/'] = name.split(' ');
  const { params, query, body, raw } = input as AnyInput;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url + address(path, params, query), {
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
    if (response.ok) return { ok: true, data: await read(response) };
    return { ok: false, error: failure((await response.json()) as Partial<Failure>) };
  } catch {
    return { ok: false, error: { code: timeout.aborted ? 'TIMEOUT' : 'OFFLINE' } };
  }
}

/** The same call for code that goes straight on: answers the data. @throws ShelfcastError */
export async function call<N extends RouteName>(
  name: N,
  input: RouteInput<N>,
  options: SendOptions = {},
): Promise<RouteResponse<N>> {
  const result = await send(name, input, options);
  if (result.ok) return result.data;
  throw new ShelfcastError(result.error);
}

function address(path: string, params: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  if (asked.length === 0) return filled;
  return `${filled}?${new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}

function failure({ code, details, retryAfterMs }: Partial<Failure>): Failure {
  return { code: code ?? 'INTERNAL', details, retryAfterMs };
}
