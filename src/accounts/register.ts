import type { z } from 'zod';
import { checkName } from '#src/chat/check-name.ts';
import type { Role, accountSchemas } from '#src/contract/accounts.ts';
import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { AccountRecord } from './model.ts';

/** Makes an account. @throws EMAIL_TAKEN WORD_REFUSED (its name) */
export async function register(
  deps: Pick<Deps, 'accounts' | 'chat' | 'passwords' | 'clock' | 'newId'>,
  input: z.output<typeof accountSchemas.register>,
  role: Role = 'member',
): Promise<AccountRecord> {
  await checkName(deps, input.name);
  const account: AccountRecord = {
    _id: deps.newId(),
    email: input.email,
    name: input.name,
    role,
    passwordHash: await deps.passwords.hash(input.password),
    createdAt: new Date(deps.clock.now()),
  };
  if (!(await deps.accounts.insert(account))) throw new AppError('EMAIL_TAKEN');
  return account;
}
