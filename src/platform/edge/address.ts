import type { IncomingMessage } from 'node:http';

/**
 * The caller's address as rate limits see it: as many entries of X-Forwarded-For are believed as there are proxies of
 * ours in front, counted from the nearest, so that callers cannot write their own.
 */
export function callerAddress(req: Pick<IncomingMessage, 'headers' | 'socket'>, trustedProxies: number): string {
  const nearest = req.socket.remoteAddress ?? 'unknown';
  const header = req.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((each) => each.trim());
  const chain = [nearest, ...forwarded.filter(Boolean).toReversed()];
  return chain[Math.min(trustedProxies, chain.length - 1)]!.slice(0, 64);
}
