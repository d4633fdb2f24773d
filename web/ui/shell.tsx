import type { ComponentChildren } from 'preact';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { SideNav, type NavItem } from './side-nav.tsx';
import { TopBar, type TopBarProps } from './top-bar.tsx';
import './shell.css';

export interface ShellProps extends Omit<TopBarProps, 'children'> {
  /** Inside the top bar, between place and account. */
  bar?: ComponentChildren;
  /** Places of the back office; none for a single-place page. */
  nav?: readonly NavItem[] | undefined;
  /** `value` of the place one is in. */
  current?: string | undefined;
  /** Uses the whole width, e.g. the wall of rooms or the studio. */
  wide?: boolean | undefined;
  children: ComponentChildren;
}

/** The frame of lobby and back offices: top bar, places, content. */
export function Shell({ bar, nav, current = '', wide, children, ...topBar }: ShellProps) {
  return (
    <div class={cx('ui-shell', nav && 'ui-shell-nav')}>
      <a class="ui-shell-skip sr-only" href="#content">
        {t('action.skipToContent')}
      </a>
      <TopBar {...topBar}>{bar}</TopBar>
      <div class="ui-shell-body">
        {nav && <SideNav items={nav} current={current} />}
        <main id="content" class={cx('ui-shell-main', wide && 'ui-shell-wide')} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
