import { setTimeout as pause } from 'node:timers/promises';
import { keyOf } from './finding.ts';
import type { Finding } from './finding.ts';
import { ledgerPolicy } from './policy.ts';

/** Those findings that stay however often one looks again: on a live system the others were only on their way. */
export async function standing(
  findings: Finding[],
  judge: (wrong: Finding[]) => Promise<Finding[]>,
): Promise<Finding[]> {
  let wrong = findings;
  for (let round = 1; round < ledgerPolicy.rounds && wrong.length > 0; round += 1) {
    await pause(ledgerPolicy.roundMs);
    const again = new Set((await judge(wrong)).map(keyOf));
    wrong = wrong.filter((finding) => again.has(keyOf(finding)));
  }
  return wrong;
}

/** A stream in batches, so that what belongs to it is looked up by one read each. */
export async function* inBatches<T>(stream: AsyncIterable<T>): AsyncIterable<T[]> {
  let batch: T[] = [];
  for await (const each of stream) {
    batch.push(each);
    if (batch.length < ledgerPolicy.batch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
