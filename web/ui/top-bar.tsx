import { ChevronDown } from 'lucide';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/i18n.ts';
import { Avatar } from './avatar.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { Menu, type MenuItem } from './menu.tsx';
import './top-bar.css';

export interface TopBarProps {
  /** The part of the product one is in, e.g. "Studio". */
  place?: string | undefined;
  /** Who is signed in; without it there is a sign-in button. */
  account?: { name: string; email?: string | undefined } | undefined;
  accountItems?: readonly MenuItem[] | undefined;
  onSignIn?: (() => void) | undefined;
  /** Between the place and the account, e.g. a search field or a show's clock. */
  children?: ComponentChildren;
}

/** The bar over lobby and back offices. */
export function TopBar({ place, account, accountItems = [], onSignIn, children }: TopBarProps) {
  return (
    <header class="ui-topbar">
      <a class="ui-topbar-home" href="/">
        <Logo bare={place !== undefined} />
      </a>
      {place && <span class="ui-topbar-place">{place}</span>}
      <div class="ui-topbar-middle">{children}</div>
      <LanguageSwitch />
      {account && <AccountMenu account={account} items={accountItems} />}
      {!account && onSignIn && (
        <Button size="s" onClick={onSignIn}>
          {t('action.signIn')}
        </Button>
      )}
    </header>
  );
}

type AccountMenuProps = { account: { name: string; email?: string | undefined }; items: readonly MenuItem[] };

function AccountMenu({ account, items }: AccountMenuProps) {
  return (
    <Menu
      label={t('account.menu')}
      items={items}
      head={
        <>
          <p class="strong">{account.name}</p>
          {account.email && <p class="muted">{account.email}</p>}
        </>
      }
    >
      {(links) => (
        <button {...links} type="button" class="ui-topbar-account">
          <span class="sr-only">{t('account.menu')}</span>
          <Avatar name={account.name} size={32} />
          <span class="ui-topbar-name truncate">{account.name}</span>
          <Icon node={ChevronDown} size={16} />
        </button>
      )}
    </Menu>
  );
}
