import { Manager } from 'socket.io-client';
import { expect, test } from 'vitest';
import { reconnectDelays } from '../../sdk/src/back-off.ts';

/** What the library will wait before its first try to come back, as it computes it. */
function firstDelay(): number {
  const manager = new Manager('http://127.0.0.1:1', { autoConnect: false, ...reconnectDelays() });
  return (manager as unknown as { backoff: { duration(): number } }).backoff.duration();
}

test('2,000 viewers thrown out at once come back evenly over two seconds', () => {
  const slotMs = 100;
  const slots = Array.from({ length: 22 }, () => 0);
  for (let viewer = 0; viewer < 2_000; viewer += 1) slots[Math.floor(firstDelay() / slotMs)]! += 1;
  expect(slots.reduce((sum, count) => sum + count, 0)).toBe(2_000);
  // An even share is 105 to a slot; chance alone makes that 160 once in ten million.
  expect(Math.max(...slots)).toBeLessThan(170);
  expect(Math.min(...slots.slice(2, 18))).toBeGreaterThan(50);
});
