import { AppError } from '#src/contract/errors.ts';
import type { Deps } from '#src/deps.ts';
import type { AccountRecord } from './model.ts';
import { signInPerAccount } from './policy.ts';

/** Checks e-mail and password; the answer does not tell whether the account exists. @throws WRONG_CREDENTIALS RATE_LIMITED ACCOUNT_BANNED */
export async function signIn(
  deps: Pick<Deps, 'accounts' | 'passwords' | 'limits'>,
  input: { email: string; password: string },
): Promise<AccountRecord> {
  await deps.limits.spend(signInPerAccount, input.email);
  const account = await deps.accounts.findByEmail(input.email);
  const right = await deps.passwords.verify(account?.passwordHash, input.password);
  if (!account || !right) throw new AppError('WRONG_CREDENTIALS');
  if (account.bannedAt) throw new AppError('ACCOUNT_BANNED', { details: { reason: account.bannedReason } });
  await deps.limits.forgive(signInPerAccount, input.email);
  return account;
}
