import { lookup } from 'node:dns/promises';

/** Hosts that were asked once in this run. @type {Map<string, Promise<boolean>>} */
const known = new Map();

/** True when the host answers a small request within three seconds; asked once per run. @param {string} url */
export function isReachable(url) {
  const { hostname } = new URL(url);
  let answer = known.get(hostname);
  if (!answer) {
    answer = probe(url, hostname);
    known.set(hostname, answer);
  }
  return answer;
}

/** @param {string} url @param {string} hostname */
async function probe(url, hostname) {
  const signal = AbortSignal.timeout(3_000);
  const late = new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  try {
    await Promise.race([lookup(hostname), late]);
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
    return true;
  } catch {
    return false;
  }
}
