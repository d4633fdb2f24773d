import { parseArgs } from 'node:util';
import { harnessFromEnv, doRuns } from './harness.ts';
import { buildMatrix } from './matrix.ts';
import type { RunResult } from './run.ts';
import { buildSlice } from './slice.ts';
import { toLine, toTable } from './table.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    slice: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
const isBroken = ({ problems, late, missed }: RunResult) => problems.length + late.length + missed.length > 0;
const seed = Number(values.seed);
const plans = values.slice
  ? buildSlice(seed).filter(({ name }) => name.includes(values.only ?? ''))
  : buildMatrix({ runs: Number(values.runs), seed, only: values.only });
if (values.list) {
  for (const plan of plans) console.log(`${plan.name} (seed ${plan.seed}, hold ${plan.hold} s)`);
  process.exit(0);
}
console.log(`${plans.length} runs, seed ${seed}; logs in ${harnessFromEnv().logs}\n`);
const again = (name: string) =>
  values.slice
    ? `npm run crash -- --slice --seed ${seed} --only '${name}'`
    : `npm run crash -- --runs ${values.runs} --seed ${seed} --only '${name}'`;
const results = await doRuns(plans, {
  lanes: Number(values.lanes),
  onResult(result) {
    console.log(toLine(result));
    for (const problem of [...result.problems.slice(0, 12), ...result.late]) console.log(`    ${problem}`);
    const broken = isBroken(result);
    if (broken) console.log(`    calls: ${[...result.calls].map(([name, count]) => `${name}: ${count}`).join('; ')}`);
    if (broken) console.log(`    again: ${again(result.plan.name)}`);
  },
});
console.log(`\n${toTable(results)}`);
const broken = results.filter(isBroken);
console.log(`\n${results.length - broken.length} of ${results.length} runs kept every promise and reached their point`);
process.exit(broken.length === 0 ? 0 : 1);
