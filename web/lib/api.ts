import type { RouteName, RouteResponse } from '../../sdk/src/index.ts';
import { ApiError, type Failure } from './api-error.ts';
import { accessToken, dropAccessToken, restoreSession } from './session.ts';
import { send, type ApiInput, type Result, type SendOptions } from './transport.ts';

export type { ApiInput, Result } from './transport.ts';
export { ApiError, type Failure } from './api-error.ts';

export type ApiOptions = Omit<SendOptions, 'token'>;

/**
 * Calls one HTTP route of the contract as whoever is signed in; never throws, a failure is a result
 * (`OFFLINE` and `TIMEOUT` when no answer came). Renews the access token by itself.
 */
export async function api<N extends RouteName>(
  name: N,
  input: ApiInput<N>,
  options: ApiOptions = {},
): Promise<Result<RouteResponse<N>>> {
  const token = await accessToken();
  const result = await send(name, input, { ...options, token });
  if (result.ok || !isStale(result.error)) return result;
  if (token) dropAccessToken(token);
  else await restoreSession();
  const renewed = await accessToken();
  return renewed && renewed !== token ? send(name, input, { ...options, token: renewed }) : result;
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
