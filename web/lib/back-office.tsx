import { LogOut } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AccountView } from '../../src/contract/accounts.ts';
import { t } from '../i18n/i18n.ts';
import { Shell, type ShellProps } from '../ui/shell.tsx';
import { SignInPlace } from '../ui/sign-in-form.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { register, session, signIn, signOut, startSession } from './session.ts';

export interface BackOfficeProps extends Omit<ShellProps, 'children' | 'account' | 'accountItems' | 'onSignIn'> {
  children: (account: AccountView) => ComponentChildren;
}

/** The frame of a page that needs an account: asks for one first, then shows its content. */
export function BackOffice({ children, nav, ...shell }: BackOfficeProps) {
  useEffect(() => void startSession(), []);
  const now = session.value;
  if (now.status === 'unknown') {
    return (
      <Shell {...shell}>
        <Skeleton shape="block" height="12rem" />
      </Shell>
    );
  }
  if (now.status === 'guest') {
    return (
      <Shell {...shell}>
        <SignInPlace onSignIn={signIn} onRegister={register} />
      </Shell>
    );
  }
  return (
    <Shell
      {...shell}
      nav={nav}
      account={now.account}
      accountItems={[{ label: t('action.signOut'), icon: LogOut, onSelect: () => void signOut() }]}
    >
      {children(now.account)}
    </Shell>
  );
}
