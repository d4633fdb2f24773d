import type { IconNode } from 'lucide';
import type { ComponentChildren, ComponentProps } from 'preact';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { Spinner } from './spinner.tsx';
import './button.css';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 's' | 'm' | 'l';

interface ButtonLook {
  /** `primary` once per view: the thing to do. `danger` only for what cannot be undone. */
  variant?: ButtonVariant | undefined;
  /** `s` is for rows of a table; it is still 44 px under a finger. */
  size?: ButtonSize | undefined;
  icon?: IconNode | undefined;
  iconAfter?: IconNode | undefined;
  /** As wide as its container. */
  full?: boolean | undefined;
  class?: string | undefined;
  children?: ComponentChildren;
}

export interface ButtonProps extends ButtonLook, Omit<ComponentProps<'button'>, 'size' | 'class' | 'icon' | 'loading'> {
  /** Shows that it works and takes no second press; the label stays for screen readers. */
  loading?: boolean | undefined;
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'm', icon, iconAfter, full, loading = false, children, ...rest } = props;
  const { class: className, disabled, type = 'button', ...attributes } = rest;
  return (
    <button
      {...attributes}
      type={type}
      class={buttonClass({ variant, size, full, class: className }, loading)}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
    >
      <ButtonContent icon={icon} iconAfter={iconAfter} size={size} label={children} />
      {loading && (
        <span class="ui-button-wait">
          <Spinner />
        </span>
      )}
    </button>
  );
}

export interface ButtonLinkProps extends ButtonLook, Omit<ComponentProps<'a'>, 'size' | 'class' | 'icon' | 'role'> {
  href: string;
}

/** A link that looks like a button: it goes somewhere instead of doing something. */
export function ButtonLink(props: ButtonLinkProps) {
  const { variant = 'secondary', size = 'm', icon, iconAfter, full, class: className, children, ...attributes } = props;
  return (
    <a {...attributes} class={buttonClass({ variant, size, full, class: className })}>
      <ButtonContent icon={icon} iconAfter={iconAfter} size={size} label={children} />
    </a>
  );
}

interface ContentProps {
  icon: IconNode | undefined;
  iconAfter: IconNode | undefined;
  size: ButtonSize;
  label: ComponentChildren;
}

function ButtonContent({ icon, iconAfter, size, label }: ContentProps) {
  const edge = size === 's' ? 16 : 20;
  return (
    <span class="ui-button-label">
      {icon && <Icon node={icon} size={edge} />}
      {label}
      {iconAfter && <Icon node={iconAfter} size={edge} />}
    </span>
  );
}

interface Look {
  variant: ButtonVariant;
  size: ButtonSize;
  full: boolean | undefined;
  class: string | undefined;
}

function buttonClass({ variant, size, full, class: className }: Look, loading = false): string {
  return cx(
    'ui-button',
    `ui-button-${variant}`,
    `ui-button-${size}`,
    full && 'ui-button-full',
    loading && 'ui-button-loading',
    className,
  );
}
