import type { IconNode } from 'lucide';
import type { ComponentProps } from 'preact';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { Spinner } from './spinner.tsx';
import './icon-button.css';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'class' | 'icon' | 'label' | 'loading'> {
  icon: IconNode;
  /** What the button does; read aloud and shown on hover. */
  label: string;
  /** `overlay` stands on moving pictures. */
  variant?: 'quiet' | 'outline' | 'overlay' | 'accent' | undefined;
  /** A small count at the corner, e.g. items in the bag. */
  count?: string | number | undefined;
  filled?: boolean | undefined;
  loading?: boolean | undefined;
  class?: string | undefined;
}

/** A square button with only an icon, 44 px. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, variant = 'quiet', count, filled, loading = false, class: className, ...rest } = props;
  const { disabled, type = 'button', ...attributes } = rest;
  return (
    <button
      title={label}
      {...attributes}
      type={type}
      class={cx('ui-icon-button', `ui-icon-button-${variant}`, className)}
      aria-busy={loading || undefined}
      disabled={disabled || loading}
    >
      {loading ? <Spinner size={22} /> : <Icon node={icon} size={22} filled={filled} />}
      <span class="sr-only">{label}</span>
      {count !== undefined && <span class="ui-icon-button-count tabular">{count}</span>}
    </button>
  );
}
