import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crashPoint, crashPoints, watchCrashPoints } from '#src/platform/crash-point.ts';

const calls = globSync('{src,workers,media}/**/*.ts')
  .filter((file) => !file.endsWith('platform/crash-point.ts'))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bcrashPoint\('([^']+)'\)/g)].map(([, name]) => name!));

describe('crash points', () => {
  it('stand in the code, each of the list at one place', () => {
    expect(calls).toHaveLength(crashPoints.length);
    expect(new Set(calls)).toEqual(new Set(crashPoints));
  });

  it('tell nobody until somebody watches', () => {
    expect(() => crashPoint('hold.asked')).not.toThrow();
    const visited: string[] = [];
    watchCrashPoints((point) => visited.push(point));
    crashPoint('order.queued');
    expect(visited).toEqual(['order.queued']);
  });
});
