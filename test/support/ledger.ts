import { expect } from 'vitest';
import type { Id } from '#src/contract/ids.ts';
import { readLedger } from './read-ledger.ts';
import type { LedgerDeps, PoolLedger } from './read-ledger.ts';

export { readLedger } from './read-ledger.ts';

/** The invariant of every test that sells: each unit in exactly one place. Answers the room's numbers in sum. */
export async function expectBalanced(deps: LedgerDeps, room: Id): Promise<PoolLedger> {
  const { pools, problems } = await readLedger(deps, room);
  expect(problems).toEqual([]);
  const sum: PoolLedger = { size: 0, free: 0, held: 0, sold: 0, returned: 0 };
  for (const pool of pools) for (const key of Object.keys(sum) as (keyof PoolLedger)[]) sum[key] += pool[key];
  expect(sum.free + sum.held + sum.sold + sum.returned).toBe(sum.size);
  return sum;
}
