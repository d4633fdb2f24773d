import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import './badge.css';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

export interface BadgeProps {
  tone?: Tone | undefined;
  icon?: IconNode | undefined;
  /** A dot before the words: a state that holds on. */
  dot?: boolean | undefined;
  class?: string | undefined;
  children: ComponentChildren;
}

/** A short state in words; the colour only repeats what the words say. */
export function Badge({ tone = 'neutral', icon, dot, class: className, children }: BadgeProps) {
  return (
    <span class={cx('ui-badge', `ui-badge-${tone}`, className)}>
      {dot && <span class="ui-badge-dot" aria-hidden="true" />}
      {icon && <Icon node={icon} size={14} />}
      {children}
    </span>
  );
}

/** The mark of a running show. */
export function LiveBadge({ class: className, children }: { class?: string; children?: ComponentChildren }) {
  return (
    <span class={cx('ui-badge', 'ui-badge-live', className)}>
      <span class="ui-badge-bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {children ?? t('state.live')}
    </span>
  );
}
