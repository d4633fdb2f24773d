import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { cx } from './cx.ts';
import './chips.css';

export interface ChipOption<V extends string> {
  value: V;
  label: ComponentChildren;
  /** Small second line, e.g. the stock of a SKU. */
  note?: ComponentChildren;
  /** Cannot be chosen, e.g. sold out; it stays readable. */
  disabled?: boolean | undefined;
}

export interface ChipGroupProps<V extends string> {
  label: string;
  hideLabel?: boolean | undefined;
  options: readonly ChipOption<V>[];
  value: V | undefined;
  onChange: (value: V) => void;
  class?: string | undefined;
}

/** One choice of several, all in view; arrow keys move as in any radio group. */
export function ChipGroup<V extends string>(props: ChipGroupProps<V>) {
  const { label, hideLabel, options, value, onChange, class: className } = props;
  const name = useId();
  return (
    <fieldset class={cx('ui-chips', className)}>
      <legend class={cx('ui-chips-label', hideLabel && 'sr-only')}>{label}</legend>
      <div class="ui-chips-list">
        {options.map((option) => (
          <label key={option.value} class="ui-chip">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span class="ui-chip-face">
              <span class="ui-chip-label">{option.label}</span>
              {option.note !== undefined && <span class="ui-chip-note tabular">{option.note}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
