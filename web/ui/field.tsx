import { ChevronDown, CircleAlert } from 'lucide';
import type { ComponentChildren, ComponentProps } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import './field.css';

interface FieldFrame {
  label: string;
  /** The label is read aloud but not shown, e.g. in a search bar. */
  hideLabel?: boolean | undefined;
  /** Stays below the control; says what is expected. */
  hint?: ComponentChildren;
  /** What is wrong and how to mend it; replaces the hint. */
  error?: string | undefined;
  /** Marks the field as one that may stay empty. */
  optional?: boolean | undefined;
  class?: string | undefined;
}

/** What a control must carry so that label, hint and error belong to it. */
export interface FieldLinks {
  id: string;
  'aria-invalid': 'true' | undefined;
  'aria-describedby': string | undefined;
}

export interface FieldProps extends FieldFrame {
  children: (links: FieldLinks) => ComponentChildren;
}

/** Label, control, and hint or error below; the control is given by a function so that it can be tied to them. */
export function Field({ label, hideLabel, hint, error, optional, class: className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error || hint);
  const links: FieldLinks = {
    id,
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': hasNote ? noteId : undefined,
  };
  return (
    <div class={cx('ui-field', error && 'ui-field-wrong', className)}>
      <label class={cx('ui-field-label', hideLabel && 'sr-only')} for={id}>
        {label}
        {optional && <span class="ui-field-optional"> · {t('state.optional')}</span>}
      </label>
      {children(links)}
      {hasNote && (
        <p id={noteId} class="ui-field-note">
          {error && <Icon node={CircleAlert} size={16} />}
          <span>{error || hint}</span>
        </p>
      )}
    </div>
  );
}

type Control<Tag extends 'input' | 'textarea' | 'select'> = Omit<
  ComponentProps<Tag>,
  'class' | 'id' | 'value' | 'label' | 'onInput' | 'onChange' | 'prefix' | 'size' | 'type' | 'role'
>;

export interface TextFieldProps extends FieldFrame, Control<'input'> {
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url' | 'number' | 'datetime-local' | undefined;
  value: string;
  onInput: (value: string) => void;
  /** Stands before or after the text inside the frame, e.g. `¥`. */
  prefix?: ComponentChildren;
  suffix?: ComponentChildren;
}

export function TextField(props: TextFieldProps) {
  const [frame, rest] = split(props);
  const { value, onInput, prefix, suffix, type = 'text', ...attributes } = rest;
  return (
    <Field {...frame}>
      {(links) => (
        <span class="ui-input">
          {prefix !== undefined && <span class="ui-input-side">{prefix}</span>}
          <input
            // The typings tie every `type` to its own attributes; here the type is chosen by the page.
            {...({ ...attributes, type } as ComponentProps<'input'>)}
            {...links}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          {suffix !== undefined && <span class="ui-input-side">{suffix}</span>}
        </span>
      )}
    </Field>
  );
}

export interface TextAreaFieldProps extends FieldFrame, Control<'textarea'> {
  value: string;
  onInput: (value: string) => void;
}

export function TextAreaField(props: TextAreaFieldProps) {
  const [frame, rest] = split(props);
  const { value, onInput, rows = 4, ...attributes } = rest;
  return (
    <Field {...frame}>
      {(links) => (
        <span class="ui-input">
          <textarea
            {...attributes}
            {...links}
            rows={rows}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        </span>
      )}
    </Field>
  );
}

export interface SelectFieldProps<V extends string> extends FieldFrame, Control<'select'> {
  value: V;
  options: readonly { value: V; label: string; disabled?: boolean }[];
  onChange: (value: V) => void;
}

export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const [frame, rest] = split(props);
  const { value, options, onChange, ...attributes } = rest;
  return (
    <Field {...frame}>
      {(links) => (
        <span class="ui-input">
          <select
            {...attributes}
            {...links}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value as V)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon node={ChevronDown} size={18} class="ui-input-arrow" />
        </span>
      )}
    </Field>
  );
}

/** Parts the frame's props from the control's. */
function split<P extends FieldFrame>(props: P): [FieldFrame, Omit<P, keyof FieldFrame>] {
  const { label, hideLabel, hint, error, optional, class: className, ...rest } = props;
  return [{ label, hideLabel, hint, error, optional, class: className }, rest];
}
