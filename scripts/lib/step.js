import { asFailure } from './failure.js';

const live = process.stdout.isTTY;

/** Seconds for people: `0.3 s`, `5 min 12 s`. @param {number} ms */
export function duration(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * One line per step: what, which source was taken and why, how long. Long steps show their progress.
 * @template T
 * @param {string} name
 * @param {(progress: (line: string) => void) => Promise<T & { source: string, why?: string }>} work
 */
export async function step(name, work) {
  const began = Date.now();
  let last = '';
  const show = () => `… ${name.padEnd(18)} ${duration(Date.now() - began)}  ${last}`;
  const paint = () => process.stdout.write(`\r\x1b[2K${show().slice(0, (process.stdout.columns ?? 80) - 1)}`);
  const timer = setInterval(live ? paint : () => console.log(show().slice(0, 160)), live ? 500 : 15_000);
  try {
    const result = await work((line) => {
      if (line.trim()) last = line.trim();
    });
    if (live) process.stdout.write('\r\x1b[2K');
    console.log(
      `✓ ${name.padEnd(18)} ${result.source}${result.why ? ` — ${result.why}` : ''} (${duration(Date.now() - began)})`,
    );
    return result;
  } catch (error) {
    if (live) process.stdout.write('\r\x1b[2K');
    const failure = asFailure(error);
    failure.message = `${name}: ${failure.message} (after ${duration(Date.now() - began)})`;
    throw failure;
  } finally {
    clearInterval(timer);
  }
}
