import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { auditAll } from '#src/ledger/audit-all.ts';
import { sentence } from '#src/ledger/finding.ts';
import { repairOf } from '#src/ledger/repair.ts';
import { startProcess } from '#src/start-process.ts';

/**
 * `npm run repair [-- --room ID] [--apply] [--yes]`: what the audit names and how it would be repaired; with `--apply` it asks
 * for each and does it, with `--yes` it does not ask. Exits 1 while something is left that is wrong.
 */
const { values } = parseArgs({
  options: { room: { type: 'string' }, apply: { type: 'boolean' }, yes: { type: 'boolean' } },
});

const deps = await startProcess('script');
const lines = createInterface({ input: process.stdin, output: process.stdout });
try {
  const { findings } = await auditAll(deps, values.room);
  const done = new Set<string>();
  for (const finding of findings) {
    const repair = repairOf(deps, finding);
    console.log(`\n${sentence(finding)}`);
    if (!repair) console.log('  nothing safe can be done by itself; look into it');
    else if (done.has(repair.text)) console.log(`  done with the one before: ${repair.text}`);
    else if (!values.apply) console.log(`  would ${repair.text}`);
    else if (values.yes || /^y/i.test(await lines.question(`  ${repair.text}? [y/N] `))) {
      if (await repair.apply()) done.add(repair.text);
      console.log(done.has(repair.text) ? `  done: ${repair.text}` : '  it is right by now; nothing was done');
    }
  }
  const left = values.apply ? (await auditAll(deps, values.room)).findings : findings;
  if (findings.length === 0) console.log('The books are right; there is nothing to repair.');
  else if (left.length === 0) console.log('\nThe books are right again.');
  else
    console.log(`\n${left.length} of ${findings.length} findings are left${values.apply ? '' : '; --apply repairs'}`);
  process.exitCode = left.length === 0 ? 0 : 1;
} finally {
  lines.close();
  await deps.close();
}
