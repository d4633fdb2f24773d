import { LogOut } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AccountView } from '../../src/contract/accounts.ts';
import { t } from '../i18n/i18n.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Shell, type ShellProps } from '../ui/shell.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { account, restoreFailure, restoreSession, signOut } from './session.ts';
import { SignInPlace } from './sign-in.tsx';

export interface BackOfficeProps extends Omit<ShellProps, 'children' | 'account' | 'accountItems' | 'onSignIn'> {
  children: (account: AccountView) => ComponentChildren;
}

/** The frame of a page that needs an account: asks for one first, then shows its content. */
export function BackOffice({ children, nav, ...shell }: BackOfficeProps) {
  useEffect(() => void restoreSession(), []);
  const who = account.value;
  if (!who) {
    return (
      <Shell {...shell}>
        <Door isGuest={who === null} />
      </Shell>
    );
  }
  const items = [{ label: t('action.signOut'), icon: LogOut, onSelect: () => void signOut() }];
  return (
    <Shell {...shell} nav={nav} account={who} accountItems={items}>
      {children(who)}
    </Shell>
  );
}

function Door({ isGuest }: { isGuest: boolean }) {
  const failure = restoreFailure.value;
  if (isGuest) return <SignInPlace />;
  if (failure) return <ErrorPanel {...failure} onRetry={() => void restoreSession()} />;
  return <Skeleton shape="block" height="12rem" />;
}
