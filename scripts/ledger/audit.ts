import { parseArgs } from 'node:util';
import { AppError } from '#src/contract/errors.ts';
import { startProcess } from '#src/start-process.ts';
import { auditAll } from '#src/ledger/audit-all.ts';
import { printAudit } from './print.ts';

/** `npm run audit [-- --room ID] [--json]`: proves the books; exits 1 when something is wrong. */
const { values } = parseArgs({ options: { room: { type: 'string' }, json: { type: 'boolean' } } });

const deps = await startProcess('script');
try {
  const audit = await auditAll(deps, values.room);
  if (values.json) console.log(JSON.stringify(audit, undefined, 2));
  else printAudit(audit);
  process.exitCode = audit.findings.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`there is no room ${values.room}`);
  process.exitCode = 64;
} finally {
  await deps.close();
}
