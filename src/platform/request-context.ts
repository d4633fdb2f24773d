import { AsyncLocalStorage } from 'node:async_hooks';

// Module state by nature: the runtime keeps one context per chain of calls, so nothing is shared between requests.
const requests = new AsyncLocalStorage<string>();

/** Runs work under a request id, so that logs and jobs made by it carry the same id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return requests.run(requestId, work);
}

/** The id of the request, command or job under way, if there is one. */
export function currentRequestId(): string | undefined {
  return requests.getStore();
}
