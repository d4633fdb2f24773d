import { Check } from 'lucide';
import type { ComponentChildren, ComponentProps } from 'preact';
import { useId } from 'preact/hooks';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import './checkbox.css';

export interface CheckboxProps extends Omit<
  ComponentProps<'input'>,
  'class' | 'label' | 'checked' | 'onChange' | 'id' | 'role' | 'type'
> {
  label: ComponentChildren;
  hint?: ComponentChildren;
  checked: boolean;
  onChange: (checked: boolean) => void;
  class?: string | undefined;
}

/** A choice that counts when a form is sent; what acts at once is a `Switch`. */
export function Checkbox(props: CheckboxProps) {
  const { label, hint, checked, onChange, class: className, ...attributes } = props;
  const id = useId();
  return (
    <label class={cx('ui-check', className)}>
      <input
        {...attributes}
        type="checkbox"
        checked={checked}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="ui-check-box" aria-hidden="true">
        <Icon node={Check} size={16} />
      </span>
      <span class="ui-check-words">
        <span>{label}</span>
        {hint && (
          <span id={id} class="ui-check-hint">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

/** Turns something on or off at once. */
export function Switch(props: CheckboxProps) {
  const { label, hint, checked, onChange, class: className, ...attributes } = props;
  const id = useId();
  return (
    <label class={cx('ui-check', 'ui-switch', className)}>
      <span class="ui-check-words">
        <span>{label}</span>
        {hint && (
          <span id={id} class="ui-check-hint">
            {hint}
          </span>
        )}
      </span>
      <input
        {...attributes}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-describedby={hint ? id : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class="ui-switch-track" aria-hidden="true" />
    </label>
  );
}
