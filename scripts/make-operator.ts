import { parseArgs } from 'node:util';
import { register } from '#src/accounts/register.ts';
import { accountSchemas } from '#src/contract/accounts.ts';
import { AppError } from '#src/contract/errors.ts';
import { startProcess } from '#src/start-process.ts';

/** `node scripts/make-operator.ts --email ann@example.com --name Ann`; the password comes from standard input. */
const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } });

const wish = accountSchemas.register.safeParse({ ...values, password: (await readStdin()).trim() });
if (!wish.success) {
  console.error('usage: echo "$PASSWORD" | node scripts/make-operator.ts --email <e-mail> --name <name>');
  for (const issue of wish.error.issues) console.error(`  ${issue.path.join('.')}: ${issue.message}`);
  process.exit(64);
}

const deps = await startProcess('script');
try {
  const account = await register(deps, wish.data, 'operator');
  console.log(`operator ${account.email} made, id ${account._id}`);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await deps.close();
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
