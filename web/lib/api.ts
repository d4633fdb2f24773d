import type { RouteName, RouteResponse } from '../../sdk/src/index.ts';
import { ApiError, type Failure } from './api-error.ts';
import { accessToken, dropAccessToken, restoreSession } from './session.ts';
import { send, sendForFile, type ApiInput, type FileRouteName, type Result, type SendOptions } from './transport.ts';

export type { ApiInput, Result } from './transport.ts';
export { ApiError, type Failure } from './api-error.ts';

export type ApiOptions = Omit<SendOptions, 'token'>;

/**
 * Calls one HTTP route of the contract as whoever is signed in; never throws, a failure is a result
 * (`OFFLINE` and `TIMEOUT` when no answer came). Renews the access token by itself.
 */
export function api<N extends RouteName>(
  name: N,
  input: ApiInput<N>,
  options: ApiOptions = {},
): Promise<Result<RouteResponse<N>>> {
  return asMyself((token) => send(name, input, { ...options, token }));
}

/** The same for a route that answers with a file. */
export function apiFile(
  name: FileRouteName,
  input: { params: { id: string } },
  options: ApiOptions = {},
): Promise<Result<Blob>> {
  return asMyself((token) => sendForFile(name, input, { ...options, token }));
}

async function asMyself<T>(call: (token: string | undefined) => Promise<Result<T>>): Promise<Result<T>> {
  const token = await accessToken();
  const result = await call(token);
  if (result.ok || !isStale(result.error)) return result;
  if (token) dropAccessToken(token);
  else await restoreSession();
  const renewed = await accessToken();
  return renewed && renewed !== token ? call(renewed) : result;
}

/** The same call for code that goes straight on: answers the data. @throws ApiError */
export async function http<N extends RouteName>(
  name: N,
  input: ApiInput<N>,
  options: ApiOptions = {},
): Promise<RouteResponse<N>> {
  const result = await api(name, input, options);
  if (result.ok) return result.data;
  throw new ApiError(result.error);
}

function isStale({ code }: Failure): boolean {
  return code === 'SIGN_IN_REQUIRED' || code === 'SESSION_ENDED';
}
