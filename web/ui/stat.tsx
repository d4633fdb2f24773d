import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { cx } from './cx.ts';
import type { Tone } from './badge.tsx';
import { Icon } from './icon.tsx';
import './stat.css';

export interface StatProps {
  label: string;
  value: ComponentChildren;
  /** Below the value, e.g. "peak 1.2K". */
  note?: ComponentChildren;
  icon?: IconNode | undefined;
  /** Colours the note. */
  tone?: Tone | undefined;
}

/** One number that matters, with its name. Stands in a `StatRow`. */
export function Stat({ label, value, note, icon, tone = 'neutral' }: StatProps) {
  return (
    <div class="ui-stat">
      <dt class="ui-stat-label">
        {icon && <Icon node={icon} size={16} />}
        {label}
      </dt>
      <dd class="ui-stat-value tabular">{value}</dd>
      {note !== undefined && <dd class={cx('ui-stat-note', `ui-stat-${tone}`)}>{note}</dd>}
    </div>
  );
}

export function StatRow({ children }: { children: ComponentChildren }) {
  return <dl class="ui-stat-row">{children}</dl>;
}
